package io.ironpost.cli.spool;

import io.ironpost.cli.Command;
import io.ironpost.cli.daemon.JsonTrees;
import io.ironpost.cli.output.Counted;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.spool.SpoolEntry;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/// `ironpost spool export`.
@CommandLine.Command(
    description = {
      "Writes every whole alert in the spool to standard output, a line of JSON each, past what is",
      "damaged. Changes nothing; the daemon may run. Ends with 4 when some were not there."
    })
public final class SpoolExportCommand implements Command {
  @Mixin private final SpoolOption spool = new SpoolOption();
  @Mixin private final FirstOption first = new FirstOption();

  @Override
  public Exit run(Terminal terminal) {
    long missing =
        spool.ask(
            terminal, inside -> inside.export(first.sequence(), entry -> write(entry, terminal)));
    if (missing > 0) {
      terminal.say(
          Counted.number(missing) + " in between were not there; `ironpost spool check` says why");
    }
    return missing > 0 ? Exit.FAILED : Exit.CLEAN;
  }

  /// As it was written for programs; for people without what acts on a terminal.
  private static void write(SpoolEntry entry, Terminal terminal) {
    String line = new String(entry.payload(), StandardCharsets.UTF_8).stripTrailing();
    terminal.line(terminal.outIsTerminal() ? JsonTrees.safe(line) : line);
  }
}
