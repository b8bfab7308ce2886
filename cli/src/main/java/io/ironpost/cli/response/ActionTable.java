package io.ironpost.cli.response;

import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.Style;
import io.ironpost.daemon.control.JsonValue;
import java.util.List;
import java.util.Map;

/// How actions are listed.
final class ActionTable {
  private ActionTable() {}

  static Listing<JsonValue> of(List<JsonValue> rows) {
    return new Listing<>(
        "actions",
        List.of(
            Column.fixed("id", "ID", row -> row.get("id").text()),
            Column.<JsonValue>fixed("state", "STATE", ActionTable::state).in(ActionTable::style),
            Column.wide("target", "TARGET", row -> row.get("target").text()),
            Column.<JsonValue>fixed("until", "UNTIL", row -> time(row.get("until").text()))
                .leavingAs(2),
            Column.wide("why", "WHY", ActionTable::why),
            Column.<JsonValue>fixed("made_at", "MADE", row -> time(row.get("made_at").text()))
                .leavingAs(1),
            Column.<JsonValue>wide("said", "WHAT CAME OF IT", row -> row.get("said").text())
                .leavingAs(3)),
        rows,
        Map.of());
  }

  /// As people say it: `held back`.
  static String state(JsonValue row) {
    return row.get("state").text().replace('_', ' ');
  }

  private static Style style(JsonValue row) {
    return switch (row.get("state").text()) {
      case "applied" -> Style.GOOD;
      case "waiting" -> Style.WARNING;
      case "failed", "refused", "held_back" -> Style.BAD;
      case "proposed" -> Style.NOTE;
      default -> Style.FAINT;
    };
  }

  /// The rule and its policy, or the person and their words.
  static String why(JsonValue row) {
    return switch (row.get("cause").text()) {
      case "policy" ->
          "%s (%s), policy %s"
              .formatted(
                  row.get("rule").text(), row.get("severity").text(), row.get("policy").text());
      case "person" -> {
        String reason = row.get("reason").text();
        yield row.get("by").text() + (reason.isEmpty() ? "" : ": " + reason);
      }
      default -> "found in force";
    };
  }

  /// To the second.
  static String time(String instant) {
    int dot = instant.indexOf('.');
    return dot < 0 ? instant : instant.substring(0, dot) + "Z";
  }
}
