package io.ironpost.cli.rules;

import io.ironpost.cli.Command;
import io.ironpost.cli.engine.Lines;
import io.ironpost.cli.engine.RuleOptions;
import io.ironpost.cli.output.Counted;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.engine.Parsers;
import io.ironpost.daemon.engine.SourceTimes;
import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Rule;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ironpost rules explain RULE LINE|FILE|-`.
@CommandLine.Command(
    description = {
      "Says why a rule does or does not match a line: every part of its condition with PASS or FAIL"
          + " and the value that decided, as the engine sees it.",
      "For a correlation, the rules it counts are explained.",
      "Ends with 0 when a line matches, with 1 when none does."
    })
public final class RulesExplainCommand implements Command {
  @Parameters(index = "0", paramLabel = "RULE", description = "A rule's name, id or title.")
  private String called = "";

  @Parameters(
      index = "1",
      paramLabel = "LINE|FILE|-",
      description = "A line as it stands, a file, or - for standard input.")
  private String what = "";

  @Option(
      names = "--lines",
      paramLabel = "N",
      description = "How many lines of a file to explain. Default: 3.")
  private int most = 3;

  @Mixin private final RuleOptions rules = new RuleOptions();
  @Mixin private final OutputOption output = new OutputOption();

  @Override
  public Exit run(Terminal terminal) {
    Format format = output.format(terminal, Format.TEXT, Format.NDJSON, Format.TEXT);
    RuleSearch search = new RuleSearch(rules.load(terminal));
    Rule rule = search.find(called);
    List<EventRule> parts = search.eventRulesOf(rule);
    if (rule instanceof CorrelationRule correlation) {
      sayCorrelation(terminal, correlation, parts.size());
    }
    Lines lines = Lines.of(what, terminal.in(), most);
    boolean matched = false;
    for (EventRule part : parts) {
      matched |= explain(terminal, format, part, lines);
    }
    return matched ? Exit.CLEAN : Exit.FINDINGS;
  }

  private static void sayCorrelation(Terminal terminal, CorrelationRule rule, int parts) {
    String by =
        rule.groupBy().isEmpty() ? "" : " with the same " + String.join(", ", rule.groupBy());
    terminal.say(
        terminal.styledSaid(Style.NOTE, SafeText.of(rule.header().title()))
            + " counts matches of %s%s within %d s:"
                .formatted(
                    Counted.of(parts, "rule"), SafeText.of(by), rule.timespan().toSeconds()));
  }

  private static boolean explain(Terminal terminal, Format format, EventRule rule, Lines lines) {
    Parsers parsers =
        new Parsers(SourceTimes.guessed(ZoneId.systemDefault(), InstantSource.system()));
    Explainer explainer = new Explainer(rule, parsers, lines.source());
    boolean matched = false;
    long number = 0;
    for (String line : lines.lines()) {
      for (Explainer.Explained one : explainer.explain(line, ++number).stream().toList()) {
        matched |= print(terminal, format, rule, one);
      }
    }
    for (Explainer.Explained one : explainer.rest()) {
      matched |= print(terminal, format, rule, one);
    }
    return matched;
  }

  private static boolean print(
      Terminal terminal, Format format, EventRule rule, Explainer.Explained explained) {
    switch (format) {
      case TEXT, TABLE -> new ExplanationText(terminal, rule).print(explained);
      case JSON -> terminal.line(Json.pretty(data(rule, explained)));
      default -> terminal.line(Json.line(data(rule, explained)));
    }
    return explained.matched();
  }

  private static Map<String, Object> data(EventRule rule, Explainer.Explained explained) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("rule", rule.header().id());
    data.put("title", rule.header().title());
    data.put("text", explained.text());
    data.put("parser", explained.format());
    data.put("matched", explained.matched());
    data.put("logsource_admitted", explained.admitted());
    data.put("logsource", explained.logsource());
    data.put("condition", ExplanationText.data(rule.condition(), explained));
    return data;
  }
}
