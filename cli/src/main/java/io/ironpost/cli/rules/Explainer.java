package io.ironpost.cli.rules;

import io.ironpost.cli.engine.LogsourceWords;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.Logsource;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.daemon.engine.Parsers;
import io.ironpost.rules.match.EngineLimits;
import io.ironpost.rules.match.EventMatcher;
import io.ironpost.rules.match.RuleEngine;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.model.RuleLogsource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Says of every part of a rule whether it holds for a line.
///
/// Nothing is evaluated here: each node of the rule's condition becomes a rule of its own, for
/// every logsource, and the production engine is asked which of them match. So the answer for the
/// parts comes from where the answer for the whole comes from, and cannot disagree with it.
final class Explainer {
  private static final RuleLogsource ANY = new RuleLogsource("", "", "");
  private static final EngineLimits PATIENT = EngineLimits.defaults();

  private final EventRule rule;
  private final Map<Expr, String> ids = new LinkedHashMap<>();
  private final EventMatcher matcher;
  private final EventRecord record;
  private final LogParser parser;

  Explainer(EventRule rule, Parsers parsers, String source) {
    this.rule = rule;
    number(rule.condition());
    List<EventRule> parts = new ArrayList<>(List.of(on(rule)));
    ids.forEach((part, id) -> parts.add(new EventRule(named(id), ANY, part, true)));
    this.matcher = new RuleEngine(parts, parsers.names(), PATIENT, () -> 0).matcher();
    this.parser = parsers.auto(source);
    this.record = parsers.record();
    record.origin(source, 0);
  }

  /// What came of one line.
  ///
  /// @param format the parser that read it; empty when none could
  /// @param matched what the engine says of the whole rule
  /// @param admitted whether the line's logsource is one of the rule's
  /// @param holding the parts that hold
  record Explained(
      String text,
      String format,
      boolean matched,
      boolean admitted,
      String logsource,
      Set<Expr> holding,
      Map<String, List<String>> fields) {}

  /// The explanation of the next line; empty for one that belongs to an event that goes on.
  Optional<Explained> explain(String line, long number) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    record.begin(bytes, 0, bytes.length, number);
    return switch (parser.parse(record)) {
      case Outcome.Parsed() -> Optional.of(judged(line));
      case Outcome.Pending() -> Optional.empty();
      case Outcome.NotMine(), Outcome.Malformed(_, _) ->
          Optional.of(new Explained(line, "", false, false, "", Set.of(), Map.of()));
    };
  }

  /// The explanations of events that the parser still held back.
  List<Explained> rest() {
    List<Explained> rest = new ArrayList<>();
    while (parser.flush(record) instanceof Outcome.Parsed) {
      int start = record.lineStart();
      String line =
          new String(record.line(), start, record.lineEnd() - start, StandardCharsets.UTF_8);
      rest.add(judged(line));
    }
    return rest;
  }

  private Explained judged(String line) {
    Set<String> hits = new HashSet<>();
    matcher.match(record, (hit, _) -> hits.add(hit.rule().header().id()));
    Set<Expr> holding = new HashSet<>();
    ids.forEach((part, id) -> {
      if (hits.contains(id)) {
        holding.add(part);
      }
    });
    Logsource from = record.logsource();
    RuleLogsource wanted = rule.logsource();
    return new Explained(
        line,
        parser.format(),
        hits.contains(rule.header().id()),
        from.admits(wanted.product(), wanted.category(), wanted.service()),
        LogsourceWords.of(from),
        holding,
        fields());
  }

  private Map<String, List<String>> fields() {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (int entry = 0; entry < record.count(); entry++) {
      String value = record.kind(entry) == EventRecord.NULL ? "null" : record.text(entry);
      fields.computeIfAbsent(record.name(entry), _ -> new ArrayList<>()).add(value);
    }
    return fields;
  }

  private void number(Expr part) {
    ids.putIfAbsent(part, "\u0000part " + ids.size());
    switch (part) {
      case Expr.And(var parts) -> parts.forEach(this::number);
      case Expr.Or(var parts) -> parts.forEach(this::number);
      case Expr.Not(var inner) -> number(inner);
      case Expr.Named(_, var inner) -> number(inner);
      case Expr.Test _ -> {}
    }
  }

  /// The rule, switched on: a disabled one can be explained too.
  private static EventRule on(EventRule rule) {
    return new EventRule(
        named(rule.header().id(), rule.header()), rule.logsource(), rule.condition(), true);
  }

  private RuleHeader named(String id) {
    return named(id, rule.header());
  }

  private static RuleHeader named(String id, RuleHeader like) {
    return new RuleHeader(
        id,
        "",
        like.title(),
        "",
        like.level(),
        "",
        true,
        "",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        like.location());
  }
}
