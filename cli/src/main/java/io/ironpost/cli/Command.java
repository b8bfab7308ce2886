package io.ironpost.cli;

import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Terminal;

/// One subcommand. Its options are picocli's annotated fields; it says how it ended, and throws
/// [io.ironpost.cli.output.Refusal] where it cannot go on.
public interface Command {
  Exit run(Terminal terminal) throws InterruptedException;
}
