package io.ironpost.rules.read;

import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Location;
import io.ironpost.rules.model.Rule;
import io.ironpost.rules.read.Draft.Complete;
import io.ironpost.rules.read.Draft.Correlating;
import io.ironpost.rules.read.Draft.Filtering;
import io.ironpost.rules.read.Draft.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Puts documents together: ids are made sure to be unique, correlations find their rules, rules
/// that only feed correlations fall silent, filters are applied.
final class References {
  /// Correlations of correlations; each level costs state for every group.
  static final int MAX_CHAIN = 16;

  private enum State {
    LOOKING,
    GOOD,
    BAD
  }

  private final boolean whole;
  private final Map<String, Draft> byId = new LinkedHashMap<>();
  private final Map<String, Draft> byName = new HashMap<>();
  private final IdentityHashMap<Draft, State> states = new IdentityHashMap<>();
  private final Set<String> fed = new HashSet<>();
  private final Set<String> alerting = new HashSet<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final Filters filters = new Filters();

  private References(boolean whole) {
    this.whole = whole;
  }

  /// Of one file, when others are not known: a reference that leads out of it stays as it is.
  static References withinFile(List<Draft> drafts) {
    return resolve(drafts, false);
  }

  /// Of all files there are.
  static References ofAll(List<Draft> drafts) {
    return resolve(drafts, true);
  }

  private static References resolve(List<Draft> drafts, boolean whole) {
    References references = new References(whole);
    drafts.forEach(references::register);
    references.byId.values().forEach(draft -> references.isGood(draft, 0));
    references.attachFilters();
    return references;
  }

  private void register(Draft draft) {
    Draft first = byId.putIfAbsent(draft.header().id(), draft);
    if (first != null) {
      Location other = first.header().location();
      String message = "the id '" + draft.header().id() + "' is taken by the rule at " + other;
      refuse(draft, "duplicate-id", place(draft), message, "give it an id of its own");
    } else if (!draft.header().name().isEmpty()) {
      byName.putIfAbsent(draft.header().name(), draft);
    }
  }

  private static Span place(Draft draft) {
    Location location = draft.header().location();
    return new Span(location.line(), location.column(), 0, 0);
  }

  private void refuse(Draft draft, String code, Span span, String message, String hint) {
    draft.problems().beginDocument();
    draft.problems().error(code, span, message, hint);
    Problem reason = draft.problems().firstError().orElseThrow();
    refusals.add(new Refusal(draft.header().title(), reason));
  }

  private Optional<Draft> find(String reference) {
    return Optional.ofNullable(byId.getOrDefault(reference, byName.get(reference)));
  }

  private boolean isGood(Draft draft, int depth) {
    State known = states.get(draft);
    if (known != null && known != State.LOOKING) {
      return known == State.GOOD;
    }
    if (!(draft instanceof Correlating correlation)) {
      states.put(draft, State.GOOD);
      return true;
    }
    states.put(draft, State.LOOKING);
    Optional<Reference> broken =
        correlation.references().stream()
            .filter(reference -> !leadsSomewhere(correlation, reference, depth))
            .findFirst();
    states.put(draft, broken.isEmpty() ? State.GOOD : State.BAD);
    if (broken.isEmpty()) {
      correlation.references().forEach(reference -> feed(correlation, reference));
    }
    return broken.isEmpty();
  }

  private boolean leadsSomewhere(Correlating correlation, Reference reference, int depth) {
    Optional<Draft> target = find(reference.text());
    if (target.isEmpty() && !whole) {
      return true;
    }
    String problem = "";
    if (target.isEmpty() || target.get() instanceof Filtering) {
      problem = "there is no rule '" + reference.text() + "', or it was refused";
    } else if (states.get(target.get()) == State.LOOKING || depth > MAX_CHAIN) {
      problem = "the correlation refers to itself, over '" + reference.text() + "'";
    } else if (!isGood(target.get(), depth + 1)) {
      problem = "the rule '" + reference.text() + "' was refused";
    }
    if (!problem.isEmpty()) {
      String hint =
          Nearest.to(reference.text(), byName.keySet())
              .filter(_ -> target.isEmpty())
              .map(name -> "did you mean '" + name + "'?")
              .orElse("");
      refuse(correlation, "unknown-rule", reference.span(), problem, hint);
    }
    return problem.isEmpty();
  }

  private void feed(Correlating correlation, Reference reference) {
    String id = idOf(reference.text());
    fed.add(id);
    if (correlation.generate()) {
      alerting.add(id);
    }
  }

  private String idOf(String reference) {
    return find(reference).map(draft -> draft.header().id()).orElse(reference);
  }

  private void attachFilters() {
    for (Draft draft : byId.values()) {
      if (draft instanceof Filtering filter) {
        filter.targets().forEach(target -> checkTarget(filter, target));
        filters.add(filter, filter.targets().stream().map(t -> idOf(t.text())).toList());
      }
    }
  }

  private void checkTarget(Filtering filter, Reference target) {
    Optional<Draft> found = find(target.text());
    if (found.isEmpty() ? whole : !(found.get() instanceof Complete)) {
      String message =
          found.isEmpty()
              ? "the filter names '" + target.text() + "', which is not there"
              : "'" + target.text() + "' is no rule over events; filter the rules it is made of";
      filter.problems().warning("unknown-rule", target.span(), message, "");
    }
  }

  List<Refusal> refusals() {
    return refusals;
  }

  /// The rules, in the order of the documents.
  List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (Draft draft : byId.values()) {
      if (states.get(draft) == State.GOOD) {
        switch (draft) {
          case Complete complete -> rules.addAll(finish(complete));
          case Correlating correlation -> rules.add(finish(correlation.rule()));
          case Filtering _ -> {}
        }
      }
    }
    return rules;
  }

  private boolean alerts(String id) {
    return !fed.contains(id) || alerting.contains(id);
  }

  private List<Rule> finish(Complete complete) {
    List<Rule> rules = new ArrayList<>(complete.rules().size());
    for (Rule rule : complete.rules()) {
      boolean alerts = alerts(rule.header().id());
      rules.add(
          switch (rule) {
            case EventRule event -> filters.apply(complete.header().id(), event, alerts);
            case CorrelationRule counted -> finish(counted);
          });
    }
    return rules;
  }

  private CorrelationRule finish(CorrelationRule rule) {
    Map<String, Map<String, String>> aliases = new LinkedHashMap<>();
    rule.aliases().forEach((alias, fields) -> aliases.put(alias, byId(fields)));
    return new CorrelationRule(
        rule.header(),
        rule.type(),
        rule.rules().stream().map(this::idOf).toList(),
        rule.groupBy(),
        rule.timespan(),
        RuleNames.replace(rule.condition(), this::idOf),
        aliases,
        rule.alerts() && alerts(rule.header().id()));
  }

  private Map<String, String> byId(Map<String, String> fields) {
    Map<String, String> byId = new LinkedHashMap<>();
    fields.forEach((name, field) -> byId.put(idOf(name), field));
    return byId;
  }
}
