package io.ironpost.cli.engine;

import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.parse.LogParser;
import io.ironpost.logs.LogParsers;
import io.ironpost.logs.ParserContext;
import io.ironpost.logs.pipeline.ParserSource;
import io.ironpost.logs.program.ProgramLibrary;
import io.ironpost.logs.route.Router;
import io.ironpost.logs.route.Routes;
import io.ironpost.rules.correlate.CorrelationLimits;
import io.ironpost.rules.correlate.Correlator;
import io.ironpost.rules.judge.RuleJudge;
import io.ironpost.rules.match.EngineLimits;
import io.ironpost.rules.match.RuleEngine;
import io.ironpost.rules.read.RuleCollection;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/// One set of rules and all parsers, over the same field names.
///
/// Rules come first: a field that no rule and no parser asked for by name is not looked up, so the
/// names must be known before the first parser is made.
public final class Assembly {
  private static final String PROGRAMS = "io/ironpost/content/programs";
  private static final String AUTO = "auto";

  private final FieldNames names = new FieldNames();
  private final Logsources logsources = new Logsources();
  private final RuleEngine engine;
  private final RuleJudge judge;
  private final Router router;
  private final ProgramLibrary programs;
  private final SourceTimes times;

  public Assembly(RuleCollection rules, SourceTimes times, InstantSource clock) {
    this.times = times;
    this.engine =
        new RuleEngine(rules.eventRules(), names, EngineLimits.defaults(), System::nanoTime);
    Correlator correlator = new Correlator(rules.correlationRules(), CorrelationLimits.defaults());
    this.judge = new RuleJudge(engine, correlator, names, clock.millis() * 1_000_000L);
    ClassLoader loader = Assembly.class.getClassLoader();
    this.router =
        Routes.readAll(ProgramLibrary.resources(loader, Routes.FOLDER))
            .routes()
            .router(names, logsources);
    this.programs =
        new ProgramLibrary(names, logsources, ProgramLibrary.resources(loader, PROGRAMS));
  }

  public RuleJudge judge() {
    return judge;
  }

  public RuleEngine engine() {
    return engine;
  }

  /// An empty record for one thread.
  public EventRecord record() {
    return new EventRecord(names, logsources);
  }

  /// Makes parsers of a format (`auto` finds it out), one for each thread and source.
  public ParserSource parsers(String format) {
    if (!format.equals(AUTO) && LogParsers.named(format, context("-")).isEmpty()) {
      throw unknown(format);
    }
    return source -> parser(format, source);
  }

  private LogParser parser(String format, String source) {
    ParserContext context = context(source);
    return LogParsers.named(format, context).orElseGet(() -> LogParsers.auto(context));
  }

  private Refusal unknown(String format) {
    String known =
        LogParsers.all(context("-")).stream()
            .map(LogParser::format)
            .collect(Collectors.joining(", "));
    return new Refusal(
        Exit.PROBLEM, "there is no format %s. There are %s, and auto.".formatted(format, known));
  }

  /// One parser of every format, in the order they are asked.
  public List<LogParser> allParsers(String source) {
    return LogParsers.all(context(source));
  }

  private ParserContext context(String source) {
    return new ParserContext(source, router, programs.forOneThread(), times.of(source));
  }
}
