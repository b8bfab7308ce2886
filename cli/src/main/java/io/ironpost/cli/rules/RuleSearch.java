package io.ironpost.cli.rules;

import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.core.config.NearestName;
import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Rule;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.read.RuleCollection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Finds rules in a collection by what people call them.
final class RuleSearch {
  private final List<Rule> rules;

  RuleSearch(RuleCollection collection) {
    this.rules =
        Stream.<Rule>concat(
                collection.eventRules().stream(), collection.correlationRules().stream())
            .toList();
  }

  /// The rule with this name, id, or title (any case).
  Rule find(String called) {
    return rules.stream()
        .filter(rule -> isCalled(rule.header(), called))
        .findFirst()
        .orElseThrow(() -> unknown(called));
  }

  static boolean isCalled(RuleHeader header, String called) {
    return header.name().equals(called)
        || header.id().equals(called)
        || header.title().equalsIgnoreCase(called);
  }

  private Refusal unknown(String called) {
    List<String> names = new ArrayList<>();
    for (Rule rule : rules) {
      RuleHeader header = rule.header();
      names.add(header.name().isEmpty() ? header.title() : header.name());
    }
    String hint =
        NearestName.to(called, names)
            .or(() -> names.stream().filter(name -> name.contains(called)).findFirst())
            .map(name -> "Did you mean " + SafeText.of(name) + "?")
            .orElse("`ironpost rules list` names them.");
    return new Refusal(
        Exit.PROBLEM, "there is no rule %s. %s".formatted(SafeText.of(called), hint));
  }

  /// The event rules that a rule rests on: itself, or all that a correlation refers to, also
  /// through others.
  List<EventRule> eventRulesOf(Rule rule) {
    return closure(List.of(rule)).stream()
        .flatMap(one -> one instanceof EventRule event ? Stream.of(event) : Stream.empty())
        .toList();
  }

  /// The rules and all that they refer to.
  Set<Rule> closure(List<? extends Rule> start) {
    Set<Rule> all = new LinkedHashSet<>();
    List<Rule> open = new ArrayList<>(start);
    while (!open.isEmpty()) {
      Rule next = open.removeLast();
      if (all.add(next) && next instanceof CorrelationRule correlation) {
        rules.stream()
            .filter(rule -> correlation.rules().contains(rule.header().id()))
            .forEach(open::add);
      }
    }
    return all;
  }
}
