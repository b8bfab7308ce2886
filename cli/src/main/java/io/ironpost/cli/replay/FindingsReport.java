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
import java.util.Set;
import java.util.stream.Collectors;

/// Findings as rows.
final class FindingsReport {
  /// More values of an entity than this are counted in a table; the data has all.
  private static final int MAX_VALUES = 3;

  /// Entities that say where, not who.
  private static final Set<String> PLACES = Set.of("hostname", "process");

  private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm:ss");

  private FindingsReport() {}

  static void print(
      Terminal terminal, Format format, List<Alert> alerts, RunOutcome outcome, boolean evidence) {
    Map<String, List<String>> shared = terminal.outIsTerminal() ? shared(alerts) : Map.of();
    Listing<Alert> listing =
        new Listing<>("findings", columns(format, shared), alerts, Summary.asData(outcome));
    if (alerts.isEmpty() && format == Format.TABLE) {
      return; // a heading over nothing says nothing
    }
    new Printer(terminal, format)
        .print(listing, alert -> evidence ? lines(terminal, alert) : List.of());
    if (format == Format.TABLE && !shared.isEmpty()) {
      terminal.flush();
      String all =
          brief(shared).entrySet().stream()
              .map(e -> e.getKey() + "=" + String.join(", ", e.getValue()))
              .collect(Collectors.joining(" "));
      terminal.say(terminal.styledSaid(Style.FAINT, "All with " + SafeText.of(all)));
    }
  }

  /// Where all findings happened, when that is one place: said once instead of in every row.
  private static Map<String, List<String>> shared(List<Alert> alerts) {
    Map<String, List<String>> shared = new LinkedHashMap<>();
    if (alerts.size() > 1) {
      alerts
          .getFirst()
          .entities()
          .forEach((name, values) -> {
            if (PLACES.contains(name)
                && alerts.stream().allMatch(one -> values.equals(one.entities().get(name)))) {
              shared.put(name, values);
            }
          });
    }
    return shared;
  }

  private static List<Column<Alert>> columns(Format format, Map<String, List<String>> shared) {
    return format == Format.TABLE ? forPeople(shared.keySet()) : forPrograms();
  }

  private static List<Column<Alert>> forPeople(Set<String> shared) {
    return List.of(
        Column.<Alert>fixed("severity", "SEVERITY", alert -> alert.severity().word())
            .in(alert -> Style.of(alert.severity())),
        Column.wide("title", "FINDING", Alert::title),
        Column.wide("entities", "WHO AND WHAT", alert -> brief(without(shared, alert.entities()))),
        Column.<Alert>fixed("count", "COUNT", Alert::count).leavingAs(4),
        Column.<Alert>fixed("first_seen", "FIRST SEEN", Alert::firstSeen).leavingAs(3),
        Column.<Alert>fixed("last_seen", "LAST SEEN", FindingsReport::lastSeen).leavingAs(2),
        Column.<Alert>fixed("techniques", "TECHNIQUE", FindingsReport::techniques).leavingAs(1));
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

  private static Map<String, List<String>> without(
      Set<String> names, Map<String, List<String>> entities) {
    Map<String, List<String>> rest = new LinkedHashMap<>(entities);
    rest.keySet().removeAll(names);
    return rest;
  }

  private static Map<String, List<String>> brief(Map<String, List<String>> entities) {
    Map<String, List<String>> brief = new LinkedHashMap<>();
    entities.forEach((name, values) -> {
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
