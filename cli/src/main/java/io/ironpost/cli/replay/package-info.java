/// Commands that run logs through the rules: `try` and `replay`.
@NullMarked
package io.ironpost.cli.replay;

import org.jspecify.annotations.NullMarked;
