package io.ironpost.daemon.run;

import io.ironpost.core.config.Config;
import io.ironpost.core.event.FieldNames;
import io.ironpost.daemon.config.RuleKeys;
import io.ironpost.daemon.engine.PlaceholderFile;
import io.ironpost.daemon.engine.RuleChoice;
import io.ironpost.daemon.engine.UnusableFileException;
import io.ironpost.rules.correlate.CorrelationLimits;
import io.ironpost.rules.correlate.Correlator;
import io.ironpost.rules.judge.LoadedRules;
import io.ironpost.rules.match.EngineLimits;
import io.ironpost.rules.match.RuleEngine;
import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.read.Problem;
import io.ironpost.rules.read.RuleCollection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The rules that a configuration asks for, as they were read.
///
/// @param errors rules that cannot be used, each with its place
/// @param notes what else is to be said: a path that is not there, a disabled rule that nobody
///   knows
record RuleSet(
    List<EventRule> eventRules,
    List<CorrelationRule> correlations,
    List<String> errors,
    List<String> notes) {
  RuleSet {
    eventRules = List.copyOf(eventRules);
    correlations = List.copyOf(correlations);
    errors = List.copyOf(errors);
    notes = List.copyOf(notes);
  }

  /// Reads the rules. Those that are broken are left out and told: at a start the others are better
  /// than none, at a reload the caller keeps what it has.
  static RuleSet read(Config config, Map<String, String> environment, Instant now) {
    List<String> errors = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    RuleCollection read =
        new RuleChoice(
                config.get(RuleKeys.BUILT_IN), paths(config, notes), placeholders(config, errors))
            .load(environment, now);
    read.problems().stream().filter(Problem::isError).map(RuleSet::inWords).forEach(errors::add);
    Set<String> disabled = new HashSet<>(config.get(RuleKeys.DISABLED));
    Set<String> met = new HashSet<>();
    List<EventRule> events =
        read.eventRules().stream().filter(rule -> isOn(rule.header(), disabled, met)).toList();
    List<CorrelationRule> correlations =
        read.correlationRules().stream()
            .filter(rule -> isOn(rule.header(), disabled, met))
            .toList();
    disabled.removeAll(met);
    disabled.forEach(name -> notes.add("rules.disabled names " + name + ", which is no rule"));
    return new RuleSet(events, withTheirRules(correlations, events, notes), errors, notes);
  }

  private static List<Path> paths(Config config, List<String> notes) {
    List<Path> there = new ArrayList<>();
    for (String path : config.get(RuleKeys.PATHS)) {
      if (Files.exists(Path.of(path))) {
        there.add(Path.of(path));
      } else {
        notes.add("rules.paths names " + path + ", which is not there");
      }
    }
    return there;
  }

  private static Map<String, List<String>> placeholders(Config config, List<String> errors) {
    try {
      return PlaceholderFile.read(Path.of(config.get(RuleKeys.PLACEHOLDERS)));
    } catch (UnusableFileException e) {
      errors.add(String.valueOf(e.getMessage()));
      return Map.of();
    }
  }

  private static String inWords(Problem problem) {
    String hint = problem.hint().isEmpty() ? "" : " (" + problem.hint() + ")";
    return "%s: %s%s".formatted(problem.location(), problem.message(), hint);
  }

  private static boolean isOn(RuleHeader rule, Set<String> disabled, Set<String> met) {
    boolean off = false;
    for (String word : List.of(rule.id(), rule.name(), rule.title())) {
      if (disabled.contains(word)) {
        met.add(word);
        off = true;
      }
    }
    return !off;
  }

  /// A correlation whose rule was switched off cannot count it: it is off too, and that is told.
  private static List<CorrelationRule> withTheirRules(
      List<CorrelationRule> correlations, List<EventRule> events, List<String> notes) {
    List<CorrelationRule> left = new ArrayList<>(correlations);
    boolean changed = true;
    while (changed) {
      Set<String> known = new HashSet<>();
      Stream.concat(
              events.stream().map(EventRule::header), left.stream().map(CorrelationRule::header))
          .forEach(header -> known.addAll(List.of(header.id(), header.name())));
      changed =
          left.removeIf(rule -> {
            boolean lacks = !known.containsAll(rule.rules());
            if (lacks) {
              notes.add("%s is off: it counts a disabled rule".formatted(rule.header().title()));
            }
            return lacks;
          });
    }
    return left;
  }

  /// Makes them ready to judge.
  LoadedRules compile(FieldNames names) {
    RuleEngine engine =
        new RuleEngine(eventRules, names, EngineLimits.defaults(), System::nanoTime);
    return new LoadedRules(
        engine, new Correlator(correlations, CorrelationLimits.defaults()), names);
  }

  int size() {
    return eventRules.size() + correlations.size();
  }

  /// What is different from another set, a line each: `+ title`, `- title`, `~ title`.
  List<String> changesSince(RuleSet before) {
    Map<String, Object> old = before.byId();
    Map<String, Object> now = byId();
    List<String> changes = new ArrayList<>();
    now.forEach((id, rule) -> {
      Object was = old.get(id);
      if (was == null) {
        changes.add("+ rule " + title(rule));
      } else if (!was.equals(rule)) {
        changes.add("~ rule " + title(rule));
      }
    });
    old.forEach((id, rule) -> {
      if (!now.containsKey(id)) {
        changes.add("- rule " + title(rule));
      }
    });
    return changes;
  }

  private Map<String, Object> byId() {
    Map<String, Object> all = new LinkedHashMap<>();
    eventRules.forEach(rule -> all.put(rule.header().id(), rule));
    correlations.forEach(rule -> all.put(rule.header().id(), rule));
    return all;
  }

  private static String title(Object rule) {
    RuleHeader header =
        rule instanceof EventRule event ? event.header() : ((CorrelationRule) rule).header();
    return "%s (%s)".formatted(header.title(), header.id());
  }
}
