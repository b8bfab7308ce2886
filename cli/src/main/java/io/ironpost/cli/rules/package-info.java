/// The `rules` commands.
@NullMarked
package io.ironpost.cli.rules;

import org.jspecify.annotations.NullMarked;
