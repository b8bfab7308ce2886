package io.ironpost.cli.replay;

import io.ironpost.cli.output.Counted;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.Severity;
import io.ironpost.logs.collect.CollectProblem;
import io.ironpost.logs.pipeline.BadLine;
import io.ironpost.logs.pipeline.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What is said about a run beside its findings: the books, what could not be read, what to do
/// next.
final class Summary {
  /// Files named when many were skipped.
  private static final int MAX_SKIPPED = 3;

  private final Terminal terminal;
  private final RunOutcome outcome;

  Summary(Terminal terminal, RunOutcome outcome) {
    this.terminal = terminal;
    this.outcome = outcome;
  }

  /// For `--output json`.
  static Map<String, Object> asData(RunOutcome outcome) {
    Tally tally = outcome.tally();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("lines", tally.lines());
    data.put("blank", tally.blank());
    data.put("events", tally.events());
    data.put("malformed", tally.malformed());
    data.put("failed", tally.failed());
    data.put("bytes", tally.bytes());
    data.put("formats", new TreeMap<>(tally.eventsByFormat()));
    Map<String, Object> dropped = new LinkedHashMap<>();
    outcome.books().dropped().forEach((reason, count) -> dropped.put(reason.word(), count));
    data.put("dropped", dropped);
    if (!outcome.captures().isEmpty()) {
      data.put("captures", outcome.captures().stream().map(CaptureSeen::asData).toList());
    }
    data.put("content_problems", outcome.contentProblems());
    data.put("unjudged", outcome.unjudged());
    data.put("rules", outcome.rules().compiled());
    data.put("rules_refused", outcome.rules().refused());
    data.put("milliseconds", outcome.elapsed().toMillis());
    return data;
  }

  /// @param shown the findings that were printed
  void say(List<Alert> shown) {
    Tally tally = outcome.tally();
    double seconds = outcome.elapsed().toMillis() / 1000.0;
    terminal.say(
        terminal.styledSaid(Style.HEADING, findings(shown))
            + " in %s of %s, %.1f s, %s"
                .formatted(
                    Counted.of(tally.lines(), "line"),
                    Counted.of(sources(), "source"),
                    seconds,
                    Counted.of(outcome.rules().compiled(), "rule")));
    sayFormats(tally);
    outcome.captures().forEach(capture -> terminal.say("  " + capture.sentence()));
    sayBadLines(tally);
    sayLosses();
    saySkipped();
    sayProblems();
    sayContentProblems();
    sayRefusedRules();
  }

  private int sources() {
    return outcome.collected().stream().mapToInt(one -> one.sources()).sum();
  }

  private String findings(List<Alert> shown) {
    Set<String> ids = shown.stream().map(Alert::id).collect(Collectors.toSet());
    List<Alert> below =
        outcome.alerts().stream().filter(alert -> !ids.contains(alert.id())).toList();
    String found =
        shown.isEmpty()
            ? "No findings"
            : Counted.of(shown.size(), "finding") + " (" + bySeverity(shown) + ")";
    return below.isEmpty()
        ? found
        : "%s, %d below --min-severity (%s)".formatted(found, below.size(), bySeverity(below));
  }

  private static String bySeverity(List<Alert> alerts) {
    Map<Severity, Long> counts =
        alerts.stream()
            .collect(Collectors.groupingBy(Alert::severity, TreeMap::new, Collectors.counting()));
    List<String> parts = new ArrayList<>();
    counts.forEach((severity, count) -> parts.addFirst(count + " " + severity.word()));
    return String.join(", ", parts);
  }

  private void sayFormats(Tally tally) {
    Map<String, Long> formats = new TreeMap<>(tally.eventsByFormat());
    String read =
        formats.entrySet().stream()
            .map(e -> e.getKey() + " " + Counted.number(e.getValue()))
            .collect(Collectors.joining(", "));
    terminal.say(
        "  read as %s; %s malformed%s"
            .formatted(
                read.isEmpty() ? "nothing" : read,
                Counted.number(tally.malformed()),
                tally.blank() > 0 ? ", " + Counted.number(tally.blank()) + " blank" : ""));
  }

  private void sayBadLines(Tally tally) {
    for (BadLine bad : tally.examples()) {
      terminal.say(
          "    %s:%d: %s (%s, at byte %d)"
              .formatted(
                  SafeText.of(bad.source()),
                  bad.lineNumber(),
                  SafeText.of(bad.reason()),
                  bad.format(),
                  bad.at()));
    }
    if (tally.failed() > 0) {
      String text =
          "  Ironpost itself failed on %s: please report it"
              .formatted(Counted.of(tally.failed(), "line"));
      terminal.say(terminal.styledSaid(Style.BAD, text));
    }
  }

  private void sayLosses() {
    outcome
        .books()
        .dropped()
        .forEach((reason, count) ->
            terminal.say(
                "  %s × %s: %s"
                    .formatted(Counted.number(count), reason.word(), reason.sentence())));
    outcome
        .unjudged()
        .forEach((what, count) ->
            terminal.say("  %s × %s".formatted(Counted.number(count), SafeText.of(what))));
  }

  private void saySkipped() {
    List<CollectProblem> skipped = outcome.skipped();
    if (!skipped.isEmpty()) {
      String some =
          skipped.stream()
              .limit(MAX_SKIPPED)
              .map(one -> SafeText.of(one.source()) + " (" + one.what() + ")")
              .collect(Collectors.joining(", "));
      String more = skipped.size() > MAX_SKIPPED ? ", …" : "";
      terminal.say("  skipped %s: %s%s".formatted(Counted.of(skipped.size(), "file"), some, more));
    }
  }

  private void sayProblems() {
    for (CollectProblem problem : outcome.problems()) {
      String text = "%s: %s".formatted(SafeText.of(problem.source()), SafeText.of(problem.what()));
      terminal.say("  " + terminal.styledSaid(Style.BAD, "not read: ") + text);
    }
  }

  private void sayContentProblems() {
    for (String problem : outcome.contentProblems()) {
      String text = "%s; what it should take apart was not".formatted(SafeText.of(problem));
      terminal.say("  " + terminal.styledSaid(Style.BAD, "broken content: ") + text);
    }
  }

  private void sayRefusedRules() {
    int refused = outcome.rules().refused();
    if (refused > 0) {
      terminal.say(
          "  %s could not be used; `ironpost rules lint` says why"
              .formatted(Counted.of(refused, "rule")));
    }
  }

  /// What a newcomer may want now.
  void sayNext(List<Alert> shown, boolean evidence, String first) {
    if (!terminal.errIsTerminal()) {
      return;
    }
    if (shown.isEmpty() && !outcome.alerts().isEmpty()) {
      terminal.say("What next: --min-severity informational shows every finding");
    } else if (shown.isEmpty()) {
      terminal.say(
          "What next: `ironpost logs explain %s` shows what is read from a line".formatted(first));
    } else if (!evidence) {
      terminal.say("What next: add --evidence to see the lines that prove it");
    } else {
      String rule = SafeText.of(shown.getFirst().rule());
      terminal.say(
          "What next: `ironpost rules explain %s %s` says why it matched".formatted(rule, first));
    }
  }
}
