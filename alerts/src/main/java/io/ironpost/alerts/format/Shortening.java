package io.ironpost.alerts.format;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Evidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes an alert fit into a message. What can be looked up goes first: places of lines, then the
/// text of lines, then values and descriptions. Id, rule, severity, times and count always stay,
/// and the message says that it was shortened.
final class Shortening {
  /// The shortest form of an alert of ours fits.
  static final int LEAST_BYTES = 8 << 10;

  private static final int UNCUT = Integer.MAX_VALUE;

  /// What is left of an alert at one step.
  ///
  /// @param values of each entity; texts of values, titles and the like are cut to `textChars`
  /// @param keyChars of the rule's id and the group. A folder finds its alerts by them after a
  ///   crash, so they are cut last, for receivers only
  private record Step(
      int references, int lines, int lineChars, int values, int textChars, int keyChars) {}

  private static final List<Step> STEPS =
      List.of(
          new Step(100, 13, 4_096, 10, 4_096, UNCUT),
          new Step(20, 13, 1_024, 10, 1_024, UNCUT),
          new Step(0, 3, 512, 10, 512, UNCUT),
          new Step(0, 1, 200, 3, 100, 200),
          new Step(0, 0, 0, 1, 60, 60));

  /// @param isShortened to be said in the message
  record Cut(AlertUpdate update, boolean isShortened) {}

  private final int maxBytes;

  Shortening(int maxBytes) {
    if (maxBytes < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "a message has at least %d bytes, not %d".formatted(LEAST_BYTES, maxBytes));
    }
    this.maxBytes = maxBytes;
  }

  byte[] fit(AlertUpdate update, Function<Cut, byte[]> writer) {
    byte[] bytes = writer.apply(new Cut(update, false));
    for (Step step : STEPS) {
      if (bytes.length <= maxBytes) {
        break;
      }
      bytes = writer.apply(new Cut(shorten(update, step), true));
    }
    return bytes;
  }

  private static AlertUpdate shorten(AlertUpdate update, Step step) {
    int kept = Math.min(update.references().size(), step.references());
    return new AlertUpdate(
        shorten(update.alert(), step),
        shorten(update.rule(), step),
        update.traceId(),
        update.revision(),
        update.phase(),
        update.toldAt(),
        cut(update.host(), step.textChars()),
        cut(update.group(), step.keyChars()),
        update.silencedBy(),
        update.references().subList(0, kept),
        update.referencesLeftOut() + update.references().size() - kept);
  }

  private static Alert shorten(Alert alert, Step step) {
    Map<String, List<String>> entities = new LinkedHashMap<>();
    alert.entities().entrySet().stream()
        .limit(2L * step.values())
        .forEach(entity ->
            entities.put(
                cut(entity.getKey(), step.textChars()),
                cut(entity.getValue(), step.values(), step.textChars())));
    return new Alert(
        alert.id(),
        cut(alert.ruleId(), step.keyChars()),
        cut(alert.ruleName(), step.textChars()),
        cut(alert.title(), step.textChars()),
        alert.severity(),
        shorten(alert.attack(), step),
        alert.firstSeen(),
        alert.lastSeen(),
        alert.count(),
        entities,
        alert.evidence().stream()
            .limit(step.lines())
            .map(line -> shorten(line, step))
            .collect(Collectors.toList()));
  }

  private static Evidence shorten(Evidence line, Step step) {
    return new Evidence(
        cut(line.source(), step.textChars()),
        line.lineNumber(),
        line.byteOffset(),
        cut(line.text(), step.lineChars()));
  }

  private static AlertRule shorten(AlertRule rule, Step step) {
    return new AlertRule(
        cut(rule.id(), step.keyChars()),
        cut(rule.name(), step.textChars()),
        cut(rule.title(), step.textChars()),
        cut(rule.description(), step.textChars()),
        rule.severity(),
        shorten(rule.attack(), step),
        cut(rule.tags(), 2 * step.values(), step.textChars()),
        cut(rule.references(), step.values(), step.textChars()));
  }

  private static Attack shorten(Attack attack, Step step) {
    return new Attack(
        cut(attack.tactics(), 2 * step.values(), step.textChars()),
        attack.techniques().stream().limit(2L * step.values()).toList());
  }

  private static List<String> cut(List<String> texts, int count, int chars) {
    return texts.stream().limit(count).map(text -> cut(text, chars)).toList();
  }

  /// Never half a character, and `…` at the end of what was cut.
  private static String cut(String text, int chars) {
    if (text.length() <= chars) {
      return text;
    }
    int end = chars - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
