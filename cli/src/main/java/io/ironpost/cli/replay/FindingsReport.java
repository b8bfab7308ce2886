package io.ironpost.cli.replay;

import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.Printer;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.Technique;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Findings as rows.
final class FindingsReport {
  /// More values of an entity than this are counted in a table; the data has all.
  private static final int MAX_VALUES = 3;

  private FindingsReport() {}

  static void print(
      Terminal terminal, Format format, List<Alert> alerts, RunOutcome outcome, boolean evidence) {
    Listing<Alert> listing =
        new Listing<>("findings", columns(format), alerts, Summary.asData(outcome));
    if (alerts.isEmpty() && format == Format.TABLE) {
      return; // a heading over nothing says nothing
    }
    new Printer(terminal, format)
        .print(listing, alert -> evidence ? lines(terminal, alert) : List.of());
  }

  private static List<Column<Alert>> columns(Format format) {
    boolean people = format == Format.TABLE;
    List<Column<Alert>> columns =
        new ArrayList<>(
            List.of(
                Column.<Alert>fixed("severity", "SEVERITY", alert -> alert.severity().word())
                    .in(alert -> Style.of(alert.severity())),
                Column.wide("title", "FINDING", Alert::title),
                Column.fixed(
                    "techniques",
                    "TECHNIQUE",
                    alert -> alert.attack().techniques().stream().map(Technique::id).toList()),
                Column.wide(
                    "entities", "WHO AND WHAT", alert -> people ? brief(alert) : alert.entities()),
                Column.fixed("count", "COUNT", Alert::count),
                Column.fixed("first_seen", "FIRST SEEN", Alert::firstSeen),
                Column.fixed("last_seen", "LAST SEEN", Alert::lastSeen),
                Column.wide("rule", "RULE", Alert::rule)));
    if (!people) {
      columns.add(Column.dataOnly("rule_id", Alert::ruleId));
      columns.add(Column.dataOnly("tactics", alert -> alert.attack().tactics()));
      columns.add(Column.dataOnly("id", Alert::id));
      columns.add(Column.dataOnly("evidence", FindingsReport::evidence));
    }
    return columns;
  }

  private static Map<String, List<String>> brief(Alert alert) {
    Map<String, List<String>> brief = new LinkedHashMap<>();
    alert
        .entities()
        .forEach((name, values) -> {
          List<String> few = new ArrayList<>(values.stream().limit(MAX_VALUES).toList());
          if (values.size() > few.size()) {
            few.add("+" + (values.size() - few.size()));
          }
          brief.put(name, few);
        });
    return brief;
  }

  private static List<Map<String, Object>> evidence(Alert alert) {
    return alert.evidence().stream().map(FindingsReport::object).toList();
  }

  private static Map<String, Object> object(Evidence line) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("source", line.source());
    object.put("line", line.lineNumber());
    object.put("offset", line.byteOffset());
    object.put("text", line.text());
    return object;
  }

  private static List<String> lines(Terminal terminal, Alert alert) {
    List<String> lines = new ArrayList<>();
    for (Evidence line : alert.evidence()) {
      String place = SafeText.of(line.source()) + ":" + line.lineNumber();
      lines.add("    " + terminal.styled(Style.FAINT, place) + "  " + SafeText.of(line.text()));
    }
    long more = alert.count() - alert.evidence().size();
    if (more > 0) {
      lines.add("    " + terminal.styled(Style.FAINT, "and " + more + " more"));
    }
    return lines;
  }
}
