package io.ironpost.cli.daemon;

import io.ironpost.cli.Command;
import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Printer;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/// `ironpost status`.
@CommandLine.Command(
    description = {
      "Shows how the daemon is: health, what it read, where everything went, who has not been told.",
      "Ends with 3 when no daemon answers."
    })
public final class StatusCommand implements Command {
  @Mixin private final DaemonOption daemon = new DaemonOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Override
  public Exit run(Terminal terminal) {
    Format format = output.format(terminal, Format.TABLE, Format.NDJSON);
    JsonValue status = DaemonOption.expect(daemon.client(terminal).get(Target.of("status")));
    if (format != Format.TABLE) {
      Object plain = JsonTrees.plain(status);
      terminal.line(format == Format.JSON ? Json.pretty(plain) : Json.line(plain));
      return Exit.CLEAN;
    }
    new StatusPage(terminal, new Printer(terminal, Format.TABLE)).print(status);
    return Exit.CLEAN;
  }

  /// The page for people.
  private record StatusPage(Terminal terminal, Printer printer) {
    void print(JsonValue status) {
      head(status);
      troubles(status);
      table("sources", status, sources());
      table("books", status, books());
      drops(status);
      table("sinks", status, sinks());
      terminal.line("");
      terminal.line(balance(status));
      terminal.line(times(status));
      terminal.line(room(status));
      reload(status);
    }

    private void head(JsonValue status) {
      String health = status.get("health").get("status").text();
      terminal.line(
          "ironpost %s, pid %s, up %s, %s: %s"
              .formatted(
                  SafeText.of(status.get("version").text()),
                  status.get("pid").text(),
                  duration(status.get("uptime_seconds").whole()),
                  SafeText.of(status.get("config_path").text()),
                  terminal.styled(style(health), health)));
    }

    private static Style style(String health) {
      return switch (health) {
        case "up" -> Style.GOOD;
        case "degraded" -> Style.WARNING;
        default -> Style.BAD;
      };
    }

    private static String duration(long seconds) {
      Duration time = Duration.ofSeconds(seconds);
      return time.toDays() > 0
          ? "%d d %d h".formatted(time.toDays(), time.toHoursPart())
          : time.toHours() > 0
              ? "%d h %d min".formatted(time.toHours(), time.toMinutesPart())
              : "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
    }

    private void troubles(JsonValue status) {
      for (JsonValue module : status.get("modules").items()) {
        String health = module.get("health").text();
        if (!health.equals("up")) {
          terminal.line(
              "  %s %s: %s"
                  .formatted(
                      terminal.styled(style(health), health),
                      SafeText.of(module.get("name").text()),
                      SafeText.of(module.get("reason").text())));
        }
      }
    }

    private void table(String name, JsonValue status, List<Column<JsonValue>> columns) {
      List<JsonValue> rows = status.get(name).items();
      if (!rows.isEmpty()) {
        terminal.line("");
        printer.print(new Listing<>(name, columns, rows, Map.of()));
      }
    }

    private static Column<JsonValue> text(String key, String title) {
      return Column.wide(key, title, row -> row.get(key).text());
    }

    private static Column<JsonValue> number(String key, String title) {
      return Column.fixed(key, title, row -> row.get(key).whole());
    }

    private static List<Column<JsonValue>> sources() {
      return List.of(
          text("name", "SOURCE"), number("lines", "LINES"), number("malformed", "MALFORMED"));
    }

    private static List<Column<JsonValue>> books() {
      return List.of(
          text("stage", "BOOK"),
          number("received", "RECEIVED"),
          number("delivered", "DELIVERED"),
          number("dropped", "DROPPED"),
          number("in_flight", "IN FLIGHT"));
    }

    private static List<Column<JsonValue>> sinks() {
      return List.of(
          text("name", "SINK"),
          text("kind", "KIND"),
          number("delivered", "DELIVERED"),
          number("backlog", "WAITING"),
          number("held", "HELD BACK"),
          number("refused", "REFUSED"),
          number("failures", "FAILURES"));
    }

    private void drops(JsonValue status) {
      for (JsonValue book : status.get("books").items()) {
        for (JsonValue drop : book.get("drops").items()) {
          terminal.line(
              "  %s: %d %s: %s"
                  .formatted(
                      SafeText.of(book.get("stage").text()),
                      drop.get("count").whole(),
                      SafeText.of(drop.get("reason").text()),
                      SafeText.of(drop.get("sentence").text())));
        }
      }
    }

    private static String balance(JsonValue status) {
      boolean balanced =
          status.get("books").items().stream().allMatch(book -> book.get("balanced").isTrue());
      return balanced
          ? "books balanced: everything received was delivered, dropped for a reason, or is in hand"
          : "BOOKS NOT BALANCED: more left a stage than came in; this is a fault of Ironpost";
    }

    private static String times(JsonValue status) {
      JsonValue times = status.get("latency").get("line_to_alert");
      return "line to durable alert: p50 %.1f ms, p99 %.1f ms, max %.1f ms over %d; %d rules"
          .formatted(
              times.get("p50_ms").decimal(),
              times.get("p99_ms").decimal(),
              times.get("max_ms").decimal(),
              times.get("count").whole(),
              status.get("rules").get("loaded").whole());
    }

    private void reload(JsonValue status) {
      String result = status.get("reload").get("last_result").text();
      if (!result.isEmpty()) {
        terminal.line("last reload: " + SafeText.of(result));
      }
    }

    private static String room(JsonValue status) {
      return "memory %d MB; spool %s; history %d alerts, %s (%s)"
          .formatted(
              status.get("memory").get("rss_bytes").whole() >> 20,
              size(status.get("spool").get("bytes").whole()),
              status.get("history").get("alerts").whole(),
              size(status.get("history").get("bytes").whole()),
              SafeText.of(status.get("history").get("kind").text()));
    }

    private static String size(long bytes) {
      return bytes < 1 << 20 ? (bytes >> 10) + " KB" : (bytes >> 20) + " MB";
    }
  }
}
