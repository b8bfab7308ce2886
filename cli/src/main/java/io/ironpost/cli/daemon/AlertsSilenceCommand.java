package io.ironpost.cli.daemon;

import io.ironpost.cli.Command;
import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.TimeSpan;
import io.ironpost.daemon.control.ControlClient;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ironpost alerts silence`.
@CommandLine.Command(
    description = {
      "Keeps alerts from people for a while: `alerts silence src_ip=203.0.113.9 --for 2h --reason",
      "\"pen test\"`. They are still kept. Without matchers it lists the silences that hold; --end",
      "takes one back."
    })
public final class AlertsSilenceCommand implements Command {
  @Mixin private final DaemonOption daemon = new DaemonOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(
      arity = "0..*",
      paramLabel = "MATCHER",
      description = "rule=ssh_*, severity<=low, tag=attack.t1110, src_ip=203.0.113.0/24; all hold.")
  private List<String> matchers = List.of();

  @Option(names = "--for", paramLabel = "TIME", description = "How long, as 30m, 2h or 7d.")
  private String lasts = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever finds it.")
  private String reason = "";

  @Option(names = "--owner", paramLabel = "WHO", description = "Who. Default: this user.")
  private String owner = "";

  @Option(names = "--end", paramLabel = "ID", description = "End this silence now.")
  private String end = "";

  @Override
  public Exit run(Terminal terminal) {
    ControlClient client = daemon.client(terminal);
    if (!end.isEmpty()) {
      DaemonOption.expect(client.delete(Target.of("silences", end)));
      terminal.say("ended " + SafeText.of(end));
    } else if (matchers.isEmpty()) {
      list(client, terminal);
    } else {
      JsonValue made = DaemonOption.expect(client.post(Target.of("silences"), order(terminal)));
      terminal.say(
          "silence %s until %s"
              .formatted(
                  SafeText.of(made.get("id").text()), SafeText.of(made.get("until").text())));
    }
    return Exit.CLEAN;
  }

  private String order(Terminal terminal) {
    Duration time =
        TimeSpan.of(lasts)
            .orElseThrow(() ->
                new Refusal(Exit.PROBLEM, "--for takes how long it lasts, as 30m, 2h or 7d."));
    if (reason.isBlank()) {
      throw new Refusal(Exit.PROBLEM, "--reason says why, for whoever finds the silence.");
    }
    return Json.line(
        Map.of(
            "matchers",
            matchers,
            "reason",
            reason,
            "owner",
            Operator.orThis(owner, terminal),
            "duration_seconds",
            time.toSeconds()));
  }

  private void list(ControlClient client, Terminal terminal) {
    List<JsonValue> silences =
        DaemonOption.expect(client.get(Target.of("silences"))).get("silences").items();
    output
        .printer(terminal, Format.TABLE, Format.NDJSON)
        .print(
            new Listing<>(
                "silences",
                List.of(
                    Column.fixed("id", "ID", row -> row.get("id").text()),
                    Column.wide("matchers", "MATCHERS", AlertsSilenceCommand::matchers),
                    Column.fixed("until", "UNTIL", row -> row.get("until").text()),
                    Column.wide("owner", "OWNER", row -> row.get("owner").text()),
                    Column.wide("reason", "REASON", row -> row.get("reason").text())),
                silences,
                Map.of()));
    if (silences.isEmpty()) {
      terminal.say("no silences");
    }
  }

  private static String matchers(JsonValue row) {
    return String.join(" ", row.get("matchers").items().stream().map(JsonValue::text).toList());
  }
}
