package io.ironpost.daemon.engine;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.parse.LogParser;
import io.ironpost.logs.LogParsers;
import io.ironpost.logs.ParserContext;
import io.ironpost.logs.pipeline.ParserSource;
import io.ironpost.logs.program.ProgramLibrary;
import io.ironpost.logs.route.RouteProblem;
import io.ironpost.logs.route.Router;
import io.ironpost.logs.route.Routes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All parsers with what they share: field names, logsources, the message taxonomy and the routes.
///
/// Make parsers after the rules: a field that no rule and no parser asked for by name is not looked
/// up.
public final class Parsers {
  private static final String PROGRAMS = "io/ironpost/content/programs";
  private static final String AUTO = "auto";

  private final FieldNames names = new FieldNames();
  private final Logsources logsources = new Logsources();
  private final Router router;
  private final ProgramLibrary programs;
  private final SourceTimes times;
  private final List<RouteProblem> routeProblems = new CopyOnWriteArrayList<>();

  public Parsers(SourceTimes times) {
    this.times = times;
    ClassLoader loader = Parsers.class.getClassLoader();
    this.router =
        Router.onDemand(
            () -> routes(ProgramLibrary.resources(loader, Routes.FOLDER)), names, logsources);
    this.programs =
        new ProgramLibrary(names, logsources, ProgramLibrary.resources(loader, PROGRAMS));
  }

  private Routes routes(Function<String, Optional<byte[]>> files) {
    Routes.Reading reading = Routes.readAll(files);
    routeProblems.addAll(reading.problems());
    return reading.routes();
  }

  /// What was wrong in the message taxonomy and the routes, as far as the lines so far needed them:
  /// lines are read without them then, and most rules find nothing in such lines.
  public List<String> problems() {
    return Stream.concat(programs.problems().stream(), routeProblems.stream())
        .map(Object::toString)
        .toList();
  }

  /// The names of fields, for rules that are to match what these parsers read.
  public FieldNames names() {
    return names;
  }

  /// An empty record for one thread.
  public EventRecord record() {
    return new EventRecord(names, logsources);
  }

  /// Makes parsers of a format (`auto` finds it out), one for each thread and source.
  ///
  /// @throws UnknownFormatException when there is no such format
  public ParserSource of(String format) {
    if (!format.equals(AUTO) && LogParsers.named(format, context("-")).isEmpty()) {
      throw unknown(format);
    }
    return source -> make(format, source);
  }

  /// One that finds the format out.
  public LogParser auto(String source) {
    return LogParsers.auto(context(source));
  }

  /// One of every format, in the order they are asked.
  public List<LogParser> all(String source) {
    return LogParsers.all(context(source));
  }

  private LogParser make(String format, String source) {
    ParserContext context = context(source);
    return format.equals(AUTO)
        ? LogParsers.auto(context)
        : LogParsers.named(format, context).orElseThrow(() -> unknown(format));
  }

  private UnknownFormatException unknown(String format) {
    String known = all("-").stream().map(LogParser::format).collect(Collectors.joining(", "));
    return new UnknownFormatException(
        "there is no format %s. There are %s, and auto.".formatted(format, known));
  }

  private ParserContext context(String source) {
    return new ParserContext(source, router, programs.forOneThread(), times.of(source));
  }
}
