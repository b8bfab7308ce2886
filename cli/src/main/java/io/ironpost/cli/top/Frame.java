package io.ironpost.cli.top;

import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.Printer;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.TimeSpan;
import io.ironpost.daemon.control.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// One screen: put together in memory, cut to the terminal, shown at once.
final class Frame {
  /// Lines that are there whatever the size: head, rates, titles, gaps.
  private static final int FIXED_LINES = 14;

  private static final int FEWEST = 2;
  private static final int MOST = 10;

  private final Terminal terminal;
  private final Moment moment;
  private final int most;

  /// @param terminal writes to memory
  /// @param rows of the real one
  private Frame(Terminal terminal, Moment moment, int rows) {
    this.terminal = terminal;
    this.moment = moment;
    int books = moment.now().get("books").items().size();
    this.most = Math.clamp((rows - FIXED_LINES - books) / 4, FEWEST, MOST);
  }

  /// The lines of a screen for this terminal.
  static List<String> of(Moment moment, Terminal terminal, String note) {
    int rows = terminal.rows();
    ByteArrayOutputStream memory = new ByteArrayOutputStream();
    Terminal screen = terminal.into(memory, terminal.columns());
    new Frame(screen, moment, rows).print(note);
    List<String> lines = memory.toString(StandardCharsets.UTF_8).lines().toList();
    return lines.subList(0, Math.min(lines.size(), rows - 1)); // the last line would scroll
  }

  private void print(String note) {
    JsonValue now = moment.now();
    String health = now.get("health").get("status").text();
    terminal.line(
        "ironpost %s, pid %s, up %s: %s  %s"
            .formatted(
                SafeText.of(now.get("version").text()),
                SafeText.of(now.get("pid").text()),
                TimeSpan.text(Duration.ofSeconds(now.get("uptime_seconds").whole())),
                terminal.styled(health.equals("up") ? Style.GOOD : Style.BAD, SafeText.of(health)),
                terminal.styled(Style.FAINT, note)));
    terminal.line(rates());
    terminal.line(times(now));
    table("books", books(), now.get("books").items());
    table("sources", sources(), busiest());
    table("sinks", sinks(), now.get("sinks").items());
    table("rules", rules("RULES BY HITS"), moment.rulesWithMost("hits", most));
    table("rules", rules("RULES BY COST"), moment.rulesWithMost("cost_ms", most));
  }

  private String rates() {
    return "lines %,.0f/s, judged %,.0f/s, matches %,.1f/s, alerts %,.1f/s, dropped %s"
        .formatted(
            moment.rate("pipeline", "collected"),
            moment.rate("pipeline", "processed"),
            moment.rate("pipeline", "rule_matches"),
            moment.rate("pipeline", "alerts_sent"),
            dropped());
  }

  private String dropped() {
    double rate = moment.droppedRate();
    String text = "%,.1f/s".formatted(rate);
    return rate > 0 ? terminal.styled(Style.BAD, text) : text;
  }

  private static String times(JsonValue now) {
    JsonValue times = now.get("latency").get("line_to_alert");
    return "line to durable alert: p50 %.1f ms, p99 %.1f ms, max %.1f ms; %,d in hand; memory %,d MB"
        .formatted(
            times.get("p50_ms").decimal(),
            times.get("p99_ms").decimal(),
            times.get("max_ms").decimal(),
            now.get("pipeline").get("buffered_lines").whole(),
            now.get("memory").get("rss_bytes").whole() >> 20);
  }

  private void table(String name, List<Column<JsonValue>> columns, List<JsonValue> rows) {
    if (!rows.isEmpty()) {
      terminal.line("");
      List<JsonValue> shown = rows.subList(0, Math.min(rows.size(), Math.max(most, FEWEST)));
      boolean whole = name.equals("books");
      new Printer(terminal, Format.TABLE)
          .print(new Listing<>(name, columns, whole ? rows : shown, Map.of()));
    }
  }

  private List<JsonValue> busiest() {
    return moment.now().get("sources").items().stream()
        .filter(source -> source.get("lines").whole() > 0)
        .sorted(
            Comparator.comparingDouble((JsonValue source) -> sourceRate(source))
                .thenComparingLong(source -> source.get("lines").whole())
                .reversed())
        .toList();
  }

  private double sourceRate(JsonValue source) {
    return moment.rate("sources", "name", source, "lines");
  }

  private List<Column<JsonValue>> books() {
    return List.of(
        Column.fixed("stage", "BOOK", book -> book.get("stage").text()),
        perSecond("RECEIVED/S", "books", "stage", "received"),
        perSecond("DELIVERED/S", "books", "stage", "delivered"),
        perSecond("DROPPED/S", "books", "stage", "dropped"),
        Column.fixed("in_flight", "IN FLIGHT", book -> book.get("in_flight").whole()),
        Column.<JsonValue>fixed("balanced", "", book -> book.get("balanced").text()));
  }

  private List<Column<JsonValue>> sources() {
    return List.of(
        Column.wide("name", "SOURCE", source -> source.get("name").text()),
        perSecond("LINES/S", "sources", "name", "lines"),
        Column.fixed("lines", "LINES", source -> source.get("lines").whole()),
        Column.fixed("malformed", "MALFORMED", source -> source.get("malformed").whole()));
  }

  private List<Column<JsonValue>> sinks() {
    return List.of(
        Column.wide("name", "SINK", sink -> sink.get("name").text()),
        perSecond("DELIVERED/S", "sinks", "name", "delivered"),
        Column.fixed("backlog", "WAITING", sink -> sink.get("backlog").whole()),
        Column.fixed("failures", "FAILURES", sink -> sink.get("failures").whole()),
        Column.<JsonValue>wide("reason", "HEALTH", Frame::healthOf)
            .in(sink -> sink.get("health").text().equals("up") ? Style.GOOD : Style.WARNING)
            .leavingAs(1));
  }

  private static String healthOf(JsonValue sink) {
    String reason = sink.get("reason").text();
    return reason.isEmpty() ? sink.get("health").text() : reason;
  }

  private static List<Column<JsonValue>> rules(String title) {
    return List.of(
        Column.wide("title", title, rule -> rule.get("title").text()),
        Column.fixed("hits", "HITS", rule -> rule.get("hits").whole()),
        Column.fixed("cost_ms", "COST MS", rule -> Math.round(rule.get("cost_ms").decimal())));
  }

  /// Rates with one digit behind the point.
  private Column<JsonValue> perSecond(String title, String list, String key, String name) {
    return Column.fixed(
        name + "_per_second",
        title,
        row -> Math.round(10 * moment.rate(list, key, row, name)) / 10.0);
  }
}
