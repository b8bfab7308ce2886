/// Commands that start the daemon, or talk to the one that runs.
@NullMarked
package io.ironpost.cli.daemon;

import org.jspecify.annotations.NullMarked;
