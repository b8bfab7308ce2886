package io.ironpost.rules.read;

import io.ironpost.rules.read.Yaml.Entry;
import io.ironpost.rules.read.Yaml.Mapping;
import io.ironpost.rules.read.Yaml.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Turns YAML documents into rule documents: writes out Sigma's collections, in which `action:
/// global` gives its keys to all documents after it, `action: repeat` varies the document before
/// it, and `action: reset` forgets the global keys.
final class RuleDocuments {
  /// A big `action: global` before many documents multiplies; this many nodes are enough for a file
  /// of 10,000 rules.
  private static final long MAX_WORK = 2_000_000;

  private final ProblemLog problems;
  private long work;
  private final List<RuleDocument> documents = new ArrayList<>();
  private final Map<Scalar, Integer> idUses = new HashMap<>();
  private final List<Problem> broken = new ArrayList<>();
  private Optional<Mapping> global = Optional.empty();
  private Optional<Problem> globalFlaw = Optional.empty();
  private Optional<Mapping> previous = Optional.empty();

  private RuleDocuments(ProblemLog problems) {
    this.problems = problems;
  }

  static RuleDocuments of(List<YamlDocument> yaml, ProblemLog problems) {
    RuleDocuments documents = new RuleDocuments(problems);
    yaml.forEach(documents::take);
    return documents;
  }

  List<RuleDocument> documents() {
    return documents;
  }

  /// Why those documents that are not even maps were refused.
  List<Problem> broken() {
    return broken;
  }

  private void take(YamlDocument yaml) {
    problems.beginDocument();
    if (yaml.root().isEmpty()) {
      yaml.flaw().ifPresent(broken::add);
    } else if (affords(yaml.root().get())) {
      take(yaml.root().get(), yaml.flaw());
    }
    problems.firstError().ifPresent(broken::add);
  }

  private boolean affords(Yaml root) {
    boolean spent = work > MAX_WORK;
    work += root.weight() + global.map(Mapping::weight).orElse(0);
    if (!spent && work > MAX_WORK) {
      String message = "the file's collection is too big when written out";
      problems.error("yaml-too-big", root.span(), message, "split the file");
    }
    return work <= MAX_WORK;
  }

  private void take(Yaml root, Optional<Problem> flaw) {
    if (root instanceof Mapping mapping) {
      act(mapping, flaw);
    } else if (!(root instanceof Scalar scalar && scalar.isNull())) {
      String hint = "begin with title:, logsource:, detection:";
      problems.error("not-a-rule", root.span(), "a rule must be a map of keys", hint);
    }
  }

  private void act(Mapping mapping, Optional<Problem> flaw) {
    Optional<Yaml> action = mapping.find("action");
    Mapping body = mapping.without("action");
    switch (action.map(RuleDocuments::word).orElse("")) {
      case "" -> rule(merged(global, body), flaw);
      case "global" -> {
        global = Optional.of(merged(global, body));
        globalFlaw = globalFlaw.or(() -> flaw);
      }
      case "repeat" -> rule(merged(previous, body), flaw);
      case "reset" -> reset(body, flaw);
      default -> {
        String hint = "one of global, reset, repeat";
        Span span = action.orElseThrow().span();
        problems.error("unknown-action", span, "this is no action", hint);
      }
    }
  }

  private static String word(Yaml action) {
    return action instanceof Scalar scalar ? scalar.text().toLowerCase(Locale.ROOT) : "?";
  }

  private void reset(Mapping body, Optional<Problem> flaw) {
    global = Optional.empty();
    globalFlaw = Optional.empty();
    if (!body.entries().isEmpty()) {
      rule(body, flaw);
    }
  }

  private void rule(Mapping rule, Optional<Problem> flaw) {
    previous = Optional.of(rule);
    Optional<Scalar> id = rule.entry("id").map(Entry::value).map(RuleDocuments::asScalar);
    int uses = id.map(scalar -> idUses.merge(scalar, 1, Integer::sum) - 1).orElse(0);
    documents.add(new RuleDocument(rule, documents.size(), uses, flaw.or(() -> globalFlaw)));
  }

  private static Scalar asScalar(Yaml value) {
    return value instanceof Scalar scalar
        ? scalar
        : new Scalar(value.span(), "", Yaml.Kind.NULL, Yaml.Style.PLAIN);
  }

  /// Maps are merged key by key; anything else is replaced by the later document.
  private static Mapping merged(Optional<Mapping> base, Mapping over) {
    return base.map(b -> merge(b, over)).orElse(over);
  }

  private static Mapping merge(Mapping base, Mapping over) {
    Map<String, Entry> byKey = new LinkedHashMap<>();
    base.entries().forEach(entry -> byKey.put(entry.key().text(), entry));
    for (Entry entry : over.entries()) {
      byKey.merge(
          entry.key().text(),
          entry,
          (old, fresh) -> new Entry(fresh.key(), merge(old, fresh.value())));
    }
    return Mapping.of(over.span(), List.copyOf(byKey.values()));
  }

  private static Yaml merge(Entry entry, Yaml other) {
    return entry.value() instanceof Mapping b && other instanceof Mapping o ? merge(b, o) : other;
  }
}
