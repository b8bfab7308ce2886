package io.ironpost.logs;

import io.ironpost.core.parse.LogParser;
import io.ironpost.logs.audit.AuditdParser;
import io.ironpost.logs.detect.AutoParser;
import io.ironpost.logs.detect.AutoParser.Candidate;
import io.ironpost.logs.json.JsonParser;
import io.ironpost.logs.syslog.Rfc3164Parser;
import io.ironpost.logs.syslog.Rfc5424Parser;
import io.ironpost.logs.text.CefParser;
import io.ironpost.logs.text.CriParser;
import io.ironpost.logs.text.KeyValueParser;
import io.ironpost.logs.text.LeefParser;
import io.ironpost.logs.text.MySqlParser;
import io.ironpost.logs.text.PlainParser;
import io.ironpost.logs.text.PostgreSqlParser;
import io.ironpost.logs.text.W3cParser;
import io.ironpost.logs.web.AccessLogParser;
import io.ironpost.logs.web.ApacheErrorParser;
import io.ironpost.logs.web.NginxErrorParser;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The parsers there are, in the order they are asked. Adding one is one line here.
public final class LogParsers {
  private static final List<Entry> ALL =
      List.of(
          sure(LogParsers::json),
          sure(LogParsers::cri),
          sure(c -> new AuditdParser(c.names(), c.logsources())),
          sure(c -> new CefParser(c.names(), c.logsources(), c.zone())),
          sure(c -> new LeefParser(c.names(), c.logsources(), c.zone())),
          sure(c -> new AccessLogParser(c.names(), c.logsources(), c.zone(), c.source())),
          sure(c -> new ApacheErrorParser(c.names(), c.logsources(), c.programs(), c.zone())),
          sure(c -> new NginxErrorParser(c.names(), c.logsources(), c.programs(), c.zone())),
          sure(c -> new MySqlParser(c.names(), c.logsources(), c.programs(), c.zone())),
          sure(c -> new PostgreSqlParser(c.names(), c.logsources(), c.programs(), c.zone())),
          sure(c -> new Rfc5424Parser(c.names(), c.logsources(), c.programs(), c.time())),
          sure(c -> new Rfc3164Parser(c.names(), c.logsources(), c.programs(), c.time())),
          guess(c -> KeyValueParser.logfmt(c.router(), c.zone())),
          guess(c -> KeyValueParser.loose(c.router(), c.zone())),
          sure(c -> new W3cParser(c.names(), c.logsources())),
          new Entry(c -> new PlainParser(c.names(), c.zone()), Candidate.NEVER));

  private record Entry(Function<ParserContext, LogParser> make, int trust) {
    Candidate candidate(ParserContext context) {
      return new Candidate(make.apply(context), trust);
    }
  }

  private LogParsers() {}

  /// One of each.
  public static List<LogParser> all(ParserContext context) {
    return ALL.stream().map(entry -> entry.make().apply(context)).toList();
  }

  /// The one with this [LogParser#format].
  public static Optional<LogParser> named(String format, ParserContext context) {
    return all(context).stream().filter(parser -> parser.format().equals(format)).findFirst();
  }

  /// One that finds out which format the source has.
  public static LogParser auto(ParserContext context) {
    return new AutoParser(ALL.stream().map(entry -> entry.candidate(context)).toList());
  }

  private static LogParser json(ParserContext context) {
    return JsonParser.unwrapping(
        context.router(),
        context.programs(),
        context.zone(),
        context.source(),
        () -> inside(context));
  }

  private static LogParser cri(ParserContext context) {
    return new CriParser(context.names(), context.source(), () -> inside(context));
  }

  /// For a line that was wrapped in another: it is not unwrapped once more.
  private static LogParser inside(ParserContext context) {
    return new AutoParser(
        ALL.stream()
            .map(entry -> entry.candidate(context))
            .filter(candidate -> !(candidate.parser() instanceof CriParser))
            .map(c -> c.parser() instanceof JsonParser ? unwrapped(context) : c)
            .toList());
  }

  private static Candidate unwrapped(ParserContext context) {
    return new Candidate(
        JsonParser.of(context.router(), context.programs(), context.zone()), Candidate.SURE);
  }

  private static Entry guess(Function<ParserContext, LogParser> make) {
    return new Entry(make, Candidate.GUESS);
  }

  private static Entry sure(Function<ParserContext, LogParser> make) {
    return new Entry(make, Candidate.SURE);
  }
}
