package io.ironpost.rules.read;

import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.CorrelationRule.Type;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.read.Draft.Reference;
import io.ironpost.rules.read.Problem.Severity;
import io.ironpost.rules.read.Yaml.Entry;
import io.ironpost.rules.read.Yaml.Mapping;
import io.ironpost.rules.read.Yaml.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads a correlation rule (Sigma correlation rules specification 2.1).
final class CorrelationReader {
  /// Names of the kinds. The `_extended` ones say that the condition is a formula, which shows
  /// anyway; the median, minimum and maximum are percentiles.
  private static final Map<String, Type> TYPES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("event_count", Type.EVENT_COUNT),
              Map.entry("value_count", Type.VALUE_COUNT),
              Map.entry("temporal", Type.TEMPORAL),
              Map.entry("temporal_extended", Type.TEMPORAL),
              Map.entry("temporal_ordered", Type.TEMPORAL_ORDERED),
              Map.entry("temporal_ordered_extended", Type.TEMPORAL_ORDERED),
              Map.entry("value_sum", Type.VALUE_SUM),
              Map.entry("value_avg", Type.VALUE_AVG),
              Map.entry("value_percentile", Type.VALUE_PERCENTILE),
              Map.entry("value_median", Type.VALUE_PERCENTILE),
              Map.entry("value_min", Type.VALUE_PERCENTILE),
              Map.entry("value_max", Type.VALUE_PERCENTILE)));

  private final RuleContext context;
  private final ProblemLog problems;
  private final RuleKeys keys;

  CorrelationReader(RuleContext context) {
    this.context = context;
    this.problems = context.problems();
    this.keys = new RuleKeys(problems);
  }

  Optional<Draft> read(RuleDocument document) {
    RuleHeader header = new HeaderReader(problems).read(document, RuleForm.SIGMA);
    return keys.map(document.root(), "correlation")
        .flatMap(correlation -> read(document, correlation, header));
  }

  private Optional<Draft> read(RuleDocument document, Mapping correlation, RuleHeader header) {
    keys.checkSpelling(correlation, RuleKeys.CORRELATION, Severity.WARNING);
    String word = keys.textOr(correlation, "type", "").strip().toLowerCase(Locale.ROOT);
    Optional<Type> type = type(correlation, word);
    Optional<Duration> timespan = timespan(correlation);
    List<Reference> references = references(correlation, "rules");
    Optional<CorrelationCondition> condition =
        type.flatMap(
            t -> new CorrelationConditionReader(context, word, t).read(correlation, references));
    if (type.isEmpty() || timespan.isEmpty() || condition.isEmpty()) {
      return Optional.empty();
    }
    CorrelationRule rule =
        new CorrelationRule(
            header,
            type.get(),
            condition.get().references().stream().map(Reference::text).toList(),
            groupBy(correlation),
            timespan.get(),
            condition.get().condition(),
            aliases(correlation),
            true);
    boolean generate = generates(document.root()) || generates(correlation);
    return Optional.of(
        new Draft.Correlating(rule, condition.get().references(), generate, problems));
  }

  private Optional<Type> type(Mapping correlation, String word) {
    Optional<Type> type = Optional.ofNullable(TYPES.get(word));
    if (type.isEmpty()) {
      Span span = correlation.find("type").map(Yaml::span).orElse(correlation.span());
      String message =
          word.isEmpty() ? "the correlation has no type" : "'" + word + "' is no correlation type";
      String hint =
          Nearest.to(word, TYPES.keySet())
              .map(nearest -> "did you mean '" + nearest + "'?")
              .orElse("one of " + String.join(", ", TYPES.keySet()));
      problems.error("unknown-correlation-type", span, message, hint);
    }
    return type;
  }

  private Optional<Duration> timespan(Mapping correlation) {
    Optional<Scalar> text =
        keys.text(correlation, "timespan").or(() -> keys.text(correlation, "timeframe"));
    Optional<Duration> timespan = text.map(Scalar::text).flatMap(Timespan::parse);
    if (timespan.isEmpty()) {
      Span span = text.map(Scalar::span).orElse(correlation.span());
      String message =
          text.map(t -> "'" + t.text() + "' is no timespan")
              .orElse("the correlation has no timespan");
      problems.error("bad-timespan", span, message, Timespan.FORM);
    }
    return timespan;
  }

  private List<String> groupBy(Mapping correlation) {
    return keys.strings(correlation, correlation.has("group-by") ? "group-by" : "group_by");
  }

  /// The rules that a key names.
  List<Reference> references(Mapping mapping, String key) {
    return keys.texts(mapping, key).stream()
        .map(scalar -> new Reference(scalar.text().strip(), scalar.span()))
        .toList();
  }

  private Map<String, Map<String, String>> aliases(Mapping correlation) {
    Map<String, Map<String, String>> aliases = new LinkedHashMap<>();
    keys.map(correlation, "aliases")
        .ifPresent(map -> {
          for (Entry entry : map.entries()) {
            aliases.put(entry.key().text(), fieldsByRule(map, entry.key().text()));
          }
        });
    return aliases;
  }

  private Map<String, String> fieldsByRule(Mapping aliases, String alias) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Mapping map : keys.map(aliases, alias).stream().toList()) {
      for (Entry entry : map.entries()) {
        String rule = entry.key().text();
        keys.text(map, rule).ifPresent(field -> fields.put(rule, field.text()));
      }
    }
    return fields;
  }

  private boolean generates(Mapping mapping) {
    List<Scalar> said = new ArrayList<>(keys.texts(mapping, "generate"));
    return said.stream().anyMatch(scalar -> scalar.text().equalsIgnoreCase("true"));
  }
}
