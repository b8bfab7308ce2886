/// The `ironpost` command: one class per subcommand.
@NullMarked
package io.ironpost.cli;

import org.jspecify.annotations.NullMarked;
