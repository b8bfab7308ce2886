/// What the module graph cannot say about the code, each rule with its reason.
@NullMarked
package io.ironpost.cli.architecture;

import org.jspecify.annotations.NullMarked;
