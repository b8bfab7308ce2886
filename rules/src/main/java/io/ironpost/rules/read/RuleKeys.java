package io.ironpost.rules.read;

import io.ironpost.rules.read.Problem.Severity;
import io.ironpost.rules.read.Yaml.Entry;
import io.ironpost.rules.read.Yaml.Mapping;
import io.ironpost.rules.read.Yaml.Scalar;
import io.ironpost.rules.read.Yaml.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reading of keys that hold plain text, and the hunt for misspelt ones. Sigma lets a rule have
/// keys of its own, so an unknown key is only worth a word when it is nearly a known one.
final class RuleKeys {
  /// Comparing names costs; a rule with more keys of its own than this has no misspelt ones.
  private static final int MAX_UNKNOWN_KEYS = 100;

  static final Set<String> TOP =
      Set.of(
          "title",
          "id",
          "name",
          "related",
          "taxonomy",
          "status",
          "description",
          "license",
          "references",
          "author",
          "date",
          "modified",
          "logsource",
          "detection",
          "fields",
          "falsepositives",
          "level",
          "severity",
          "tags",
          "scope",
          "correlation",
          "generate",
          "filter",
          "action",
          "enrichment");

  static final Set<String> LOGSOURCE = Set.of("product", "category", "service", "definition");
  static final Set<String> CORRELATION =
      Set.of("type", "rules", "group-by", "timespan", "condition", "aliases", "generate");

  private final ProblemLog problems;
  private final Severity misfit;

  RuleKeys(ProblemLog problems) {
    this(problems, Severity.ERROR);
  }

  /// @param misfit how bad it is when a key holds something else than it should
  RuleKeys(ProblemLog problems, Severity misfit) {
    this.problems = problems;
    this.misfit = misfit;
  }

  /// Reports keys that are nearly one of `known` which is not there.
  void checkSpelling(Mapping mapping, Set<String> known, Severity severity) {
    List<Scalar> unknown =
        mapping.entries().stream()
            .map(Entry::key)
            .filter(key -> !known.contains(key.text()))
            .limit(MAX_UNKNOWN_KEYS)
            .toList();
    if (unknown.isEmpty()) {
      return;
    }
    List<String> missing = known.stream().filter(key -> !mapping.has(key)).sorted().toList();
    for (Scalar key : unknown) {
      Nearest.to(key.text(), missing).ifPresent(nearest -> misspelt(key, nearest, severity));
    }
  }

  private void misspelt(Scalar key, String nearest, Severity severity) {
    String message = "unknown key '" + key.text() + "'";
    String hint = "did you mean '" + nearest + "'?";
    problems.fixable(severity, "unknown-key", key.span(), message, hint, nearest);
  }

  /// The text under a key; empty when it is missing or no text, which is reported.
  Optional<Scalar> text(Mapping mapping, String key) {
    return mapping.find(key).flatMap(value -> text(key, value));
  }

  private Optional<Scalar> text(String key, Yaml value) {
    if (value instanceof Scalar scalar) {
      return scalar.isNull() ? Optional.empty() : Optional.of(scalar);
    }
    problems.add(misfit, "not-text", value.span(), "'" + key + "' must be text", "");
    return Optional.empty();
  }

  String textOr(Mapping mapping, String key, String otherwise) {
    return text(mapping, key).map(Scalar::text).orElse(otherwise);
  }

  /// A text or a list of texts under a key.
  List<Scalar> texts(Mapping mapping, String key) {
    List<Scalar> texts = new ArrayList<>();
    for (Yaml item : mapping.find(key).map(RuleKeys::items).orElse(List.of())) {
      text(key, item).ifPresent(texts::add);
    }
    return texts;
  }

  private static List<Yaml> items(Yaml value) {
    return value instanceof Sequence sequence ? sequence.items() : List.of(value);
  }

  List<String> strings(Mapping mapping, String key) {
    return texts(mapping, key).stream().map(Scalar::text).toList();
  }

  /// The map under a key; empty when it is missing or no map, which is reported.
  Optional<Mapping> map(Mapping mapping, String key) {
    Optional<Yaml> value = mapping.find(key);
    if (value.isPresent() && !(value.get() instanceof Mapping)) {
      String hint = "indent its keys under it";
      problems.error("not-a-map", value.get().span(), "'" + key + "' must be a map", hint);
      return Optional.empty();
    }
    return value.map(Mapping.class::cast);
  }
}
