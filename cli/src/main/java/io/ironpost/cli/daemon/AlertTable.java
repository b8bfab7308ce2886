package io.ironpost.cli.daemon;

import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.core.alert.Severity;
import io.ironpost.daemon.control.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// How alerts are listed. A row is `{"alert": …, "acknowledged": …}`, as the daemon answers.
public final class AlertTable {
  /// Enough of an id to be typed; any beginning that is of one alert alone is understood.
  private static final int SHORT_ID = 8;

  private AlertTable() {}

  /// For people: ids are as short as they may be typed.
  static Listing<JsonValue> forPeople(List<JsonValue> rows) {
    return of(rows, row -> shortId(alert(row, "id")));
  }

  /// For programs.
  static Listing<JsonValue> forPrograms(List<JsonValue> rows) {
    return of(rows, row -> alert(row, "id"));
  }

  private static Listing<JsonValue> of(List<JsonValue> rows, Function<JsonValue, Object> id) {
    return new Listing<>(
        "alerts",
        List.of(
            Column.<JsonValue>fixed("severity", "SEVERITY", row -> alert(row, "severity"))
                .in(row -> style(alert(row, "severity"))),
            Column.fixed("id", "ID", id),
            Column.wide("title", "ALERT", row -> alert(row, "title")),
            Column.wide("group", "WHO", row -> alert(row, "group")),
            Column.fixed("count", "COUNT", row -> row.get("alert").get("count").whole()),
            Column.<JsonValue>fixed("last_seen", "LAST SEEN", row -> time(alert(row, "last_seen")))
                .leavingAs(2),
            Column.<JsonValue>fixed("state", "STATE", AlertTable::state).leavingAs(1)),
        rows,
        Map.of());
  }

  private static String alert(JsonValue row, String name) {
    return row.get("alert").get(name).text();
  }

  /// Its beginning, as tables show it.
  public static String shortId(String id) {
    return id.length() <= SHORT_ID ? id : id.substring(0, SHORT_ID);
  }

  /// To the second: `2026-01-31T12:00:00Z` and not its nanoseconds.
  private static String time(String instant) {
    int dot = instant.indexOf('.');
    return dot < 0 ? instant : instant.substring(0, dot) + "Z";
  }

  private static String state(JsonValue row) {
    String by = row.get("acknowledged").get("by").text();
    String silenced = alert(row, "silenced_by");
    return !by.isEmpty() ? "seen by " + by : silenced.isEmpty() ? alert(row, "phase") : "silenced";
  }

  /// How a severity looks.
  public static Style style(String severity) {
    return Severity.of(severity).map(Style::of).orElse(Style.PLAIN);
  }

  /// One line for whoever watches.
  static String line(JsonValue alert) {
    return SafeText.of(
        "%s %-13s %s  %s  (%s, %s)"
            .formatted(
                time(alert.get("told_at").text()),
                alert.get("severity").text(),
                alert.get("title").text(),
                alert.get("group").text(),
                alert.get("count").text(),
                alert.get("phase").text()));
  }
}
