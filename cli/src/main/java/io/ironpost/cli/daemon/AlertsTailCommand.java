package io.ironpost.cli.daemon;

import io.ironpost.cli.Command;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.control.ControlClient.Response;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ironpost alerts tail`.
@CommandLine.Command(description = "Shows alerts as they are told, until ctrl-C.")
public final class AlertsTailCommand implements Command {
  @Mixin private final DaemonOption daemon = new DaemonOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(names = "--severity", paramLabel = "LEVEL", description = "Of this severity or worse.")
  private String severity = "";

  @Override
  public Exit run(Terminal terminal) {
    boolean people = output.format(terminal, Format.TABLE, Format.NDJSON) == Format.TABLE;
    Target target = Target.of("alerts", "stream").with("severity", severity);
    Response end =
        daemon
            .client(terminal)
            .events(
                target,
                (name, data) -> {
                  if (name.equals("alert")) {
                    terminal.line(people ? forPeople(data) : JsonTrees.safe(data));
                    terminal.flush();
                  }
                  return true;
                });
    if (!end.isOk()) {
      DaemonOption.expect(end);
    }
    terminal.say("the daemon ended the stream");
    return Exit.CLEAN;
  }

  private static String forPeople(String json) {
    return AlertTable.line(JsonValue.read(json.getBytes(StandardCharsets.UTF_8)));
  }
}
