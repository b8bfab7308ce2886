package io.ironpost.cli.daemon;

import io.ironpost.cli.Command;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/// `ironpost reload`.
@CommandLine.Command(
    description = {
      "Has the daemon read configuration and rules again, and shows what changed. When anything is",
      "wrong nothing changes, all problems are shown, and the end is 2."
    })
public final class ReloadCommand implements Command {
  @Mixin private final DaemonOption daemon = new DaemonOption();

  @Override
  public Exit run(Terminal terminal) {
    JsonValue answer = DaemonOption.expect(daemon.client(terminal).post(Target.of("reload"), "{}"));
    for (JsonValue change : answer.get("changes").items()) {
      terminal.line(SafeText.of(change.text()));
    }
    for (JsonValue key : answer.get("need_restart").items()) {
      terminal.say(SafeText.of(key.text()) + " changes with the next start only");
    }
    if (answer.get("changes").items().isEmpty()) {
      terminal.say("nothing changed");
    }
    return Exit.CLEAN;
  }
}
