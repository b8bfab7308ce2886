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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Findings as rows.
final class FindingsReport {
  /// More values of an entity than this are counted in a table; the data has all.
  private static final int MAX_VALUES = 3;

  private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm:ss");

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
    return format == Format.TABLE ? forPeople() : forPrograms();
  }

  private static List<Column<Alert>> forPeople() {
    return List.of(
        Column.<Alert>fixed("severity", "SEVERITY", alert -> alert.severity().word())
            .in(alert -> Style.of(alert.severity())),
        Column.wide("title", "FINDING", Alert::title),
        Column.wide("entities", "WHO AND WHAT", FindingsReport::brief),
        Column.fixed("count", "COUNT", Alert::count),
        Column.fixed("first_seen", "FIRST SEEN", Alert::firstSeen),
        Column.fixed("last_seen", "LAST SEEN", FindingsReport::lastSeen),
        Column.fixed("techniques", "TECHNIQUE", FindingsReport::techniques));
  }

  private static List<Column<Alert>> forPrograms() {
    return List.of(
        Column.dataOnly("severity", alert -> alert.severity().word()),
        Column.dataOnly("rule", Alert::rule),
        Column.dataOnly("title", Alert::title),
        Column.dataOnly("techniques", FindingsReport::techniques),
        Column.dataOnly("tactics", alert -> alert.attack().tactics()),
        Column.dataOnly("entities", Alert::entities),
        Column.dataOnly("count", Alert::count),
        Column.dataOnly("first_seen", Alert::firstSeen),
        Column.dataOnly("last_seen", Alert::lastSeen),
        Column.dataOnly("rule_id", Alert::ruleId),
        Column.dataOnly("id", Alert::id),
        Column.dataOnly("evidence", FindingsReport::evidence));
  }

  private static List<String> techniques(Alert alert) {
    return alert.attack().techniques().stream().map(Technique::id).toList();
  }

  /// Without the date when it is that of the first time.
  private static Object lastSeen(Alert alert) {
    if (alert.firstSeen().isEmpty() || alert.lastSeen().isEmpty()) {
      return alert.lastSeen();
    }
    OffsetDateTime first = alert.firstSeen().get().atOffset(ZoneOffset.UTC);
    OffsetDateTime last = alert.lastSeen().get().atOffset(ZoneOffset.UTC);
    return last.toLocalDate().equals(first.toLocalDate())
        ? TIME_OF_DAY.format(last)
        : alert.lastSeen();
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
