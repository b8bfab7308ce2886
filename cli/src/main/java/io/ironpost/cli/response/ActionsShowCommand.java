package io.ironpost.cli.response;

import io.ironpost.cli.Command;
import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.cli.daemon.JsonTrees;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.TimeSpan;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `ironpost actions show ID`.
@CommandLine.Command(description = "Shows one action: what, why, until when, and what came of it.")
public final class ActionsShowCommand implements Command {
  @Mixin private final DaemonOption daemon = new DaemonOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "ID", description = "The action's id.")
  private String id = "";

  @Override
  public Exit run(Terminal terminal) {
    Format format = output.format(terminal, Format.TEXT, Format.JSON, Format.TEXT);
    JsonValue action = DaemonOption.expect(daemon.client(terminal).get(Target.of("actions", id)));
    if (format == Format.TEXT || format == Format.TABLE) {
      print(action, terminal);
    } else {
      terminal.line(Json.pretty(JsonTrees.plain(action)));
    }
    return Exit.CLEAN;
  }

  private static void print(JsonValue action, Terminal terminal) {
    terminal.line(
        SafeText.of(
            "%s %s: %s"
                .formatted(
                    action.get("kind").text().replace('_', ' '),
                    action.get("target").text(),
                    ActionTable.state(action))));
    Duration lasts = Duration.ofSeconds(action.get("duration_seconds").whole());
    line(terminal, "why", ActionTable.why(action));
    line(terminal, "said", action.get("said").text());
    line(terminal, "mode", action.get("mode").text());
    line(terminal, "lasts", TimeSpan.text(lasts));
    line(terminal, "until", ActionTable.time(action.get("until").text()));
    line(terminal, "made", ActionTable.time(action.get("made_at").text()));
    line(terminal, "since", ActionTable.time(action.get("changed_at").text()));
    line(terminal, "alert", action.get("alert_id").text());
    line(terminal, "trace", action.get("trace_id").text());
    line(terminal, "id", action.get("id").text());
  }

  private static void line(Terminal terminal, String name, String value) {
    if (!value.isBlank()) {
      terminal.line("  %-6s %s".formatted(name, SafeText.of(value)));
    }
  }
}
