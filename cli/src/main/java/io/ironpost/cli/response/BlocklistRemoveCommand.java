package io.ironpost.cli.response;

import io.ironpost.cli.Command;
import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `ironpost blocklist remove NAME`.
@CommandLine.Command(
    description = {
      "Blocks an imported list no longer and forgets it. What others block stays blocked."
    })
public final class BlocklistRemoveCommand implements Command {
  @Mixin private final DaemonOption daemon = new DaemonOption();

  @Parameters(paramLabel = "NAME", description = "The list's name, as `blocklist list` shows it.")
  private String name = "";

  @Override
  public Exit run(Terminal terminal) {
    JsonValue answer =
        DaemonOption.expect(daemon.client(terminal).delete(Target.of("blocklist", "feeds", name)));
    terminal.say("removed " + SafeText.of(name));
    if (!answer.get("in_force").isTrue()) {
      terminal.say("note: " + SafeText.of(answer.get("why_not").text()));
    }
    return Exit.CLEAN;
  }
}
