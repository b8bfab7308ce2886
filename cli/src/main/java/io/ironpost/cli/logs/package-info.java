/// The `logs` commands.
@NullMarked
package io.ironpost.cli.logs;

import org.jspecify.annotations.NullMarked;
