package io.ironpost.cli.daemon;

import io.ironpost.cli.Command;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `ironpost alerts show ID`.
@CommandLine.Command(description = "Shows one alert with its evidence.")
public final class AlertsShowCommand implements Command {
  @Mixin private final DaemonOption daemon = new DaemonOption();
  @Mixin private final OutputOption output = new OutputOption();
  @Mixin private final AlertId alert = new AlertId();

  /// The alert meant; its whole id, or a beginning of it.
  static final class AlertId {
    @Parameters(paramLabel = "ID", description = "The alert's id, or how it begins.")
    private String id = "";

    /// The whole id.
    String resolve(Terminal terminal, DaemonOption daemon) {
      return AlertIds.resolve(id, daemon.client(terminal));
    }
  }

  @Override
  public Exit run(Terminal terminal) {
    Format format = output.format(terminal, Format.TEXT, Format.JSON, Format.TEXT);
    String id = alert.resolve(terminal, daemon);
    JsonValue found = DaemonOption.expect(daemon.client(terminal).get(Target.of("alerts", id)));
    if (format == Format.TEXT || format == Format.TABLE) {
      print(found, terminal);
    } else {
      terminal.line(Json.pretty(JsonTrees.plain(found)));
    }
    return Exit.CLEAN;
  }

  private static void print(JsonValue found, Terminal terminal) {
    JsonValue alert = found.get("alert");
    String severity = alert.get("severity").text();
    terminal.line(
        terminal.styled(AlertTable.style(severity), SafeText.of(severity))
            + "  "
            + SafeText.of(alert.get("title").text()));
    line(terminal, "who", alert.get("group").text());
    line(terminal, "count", alert.get("count").text());
    line(terminal, "seen", alert.get("first_seen").text() + " to " + alert.get("last_seen").text());
    line(terminal, "rule", alert.get("rule").get("id").text());
    line(terminal, "about", alert.get("rule").get("description").text());
    line(terminal, "host", alert.get("host").text());
    line(terminal, "id", alert.get("id").text());
    line(terminal, "trace", alert.get("trace_id").text());
    line(terminal, "seen by", found.get("acknowledged").get("by").text());
    line(terminal, "silenced", alert.get("silenced_by").text());
    for (Map.Entry<String, JsonValue> entity : alert.get("entities").members().entrySet()) {
      String values =
          String.join(", ", entity.getValue().items().stream().map(JsonValue::text).toList());
      line(terminal, entity.getKey(), values);
    }
    terminal.line("");
    for (JsonValue evidence : alert.get("evidence").items()) {
      terminal.line(
          SafeText.of(
              "  %s:%s  %s"
                  .formatted(
                      evidence.get("source").text(),
                      evidence.get("line").text(),
                      evidence.get("text").text())));
    }
  }

  private static void line(Terminal terminal, String name, String value) {
    if (!value.isBlank()) {
      terminal.line("  %-10s %s".formatted(SafeText.of(name), SafeText.of(value)));
    }
  }
}
