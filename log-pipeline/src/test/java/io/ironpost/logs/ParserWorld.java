package io.ironpost.logs;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.program.ProgramLibrary;
import io.ironpost.logs.route.Router;
import io.ironpost.logs.route.Routes;
import io.ironpost.logs.syslog.TimestampContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The names, tables and programs that come with Ironpost, one parser over them, and what it reads
/// as text that tests can compare.
public final class ParserWorld {
  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

  public final FieldNames names = new FieldNames();
  public final Logsources logsources = new Logsources();
  public final Router router;
  public final EventRecord record;
  private final ProgramLibrary programs;
  private long line;

  public ParserWorld() {
    this(resources("io/ironpost/content/programs"));
  }

  /// One that knows no programs, for what must not depend on how their messages are read.
  public static ParserWorld withoutPrograms() {
    return new ParserWorld(_ -> Optional.empty());
  }

  private ParserWorld(Function<String, Optional<byte[]>> programFiles) {
    Routes.Reading reading = Routes.readAll(resources(Routes.FOLDER));
    if (!reading.problems().isEmpty()) {
      throw new IllegalStateException("pipeline files: " + reading.problems());
    }
    router = reading.routes().router(names, logsources);
    programs = new ProgramLibrary(names, logsources, programFiles);
    record = router.blank();
  }

  private static Function<String, Optional<byte[]>> resources(String folder) {
    return ProgramLibrary.resources(ParserWorld.class.getClassLoader(), folder);
  }

  public ParserContext context(String source) {
    TimestampContext time = TimestampContext.file(WRITTEN, ZoneOffset.UTC);
    return new ParserContext(source, router, programs.forOneThread(), time);
  }

  public LogParser parser(String format) {
    return LogParsers.named(format, context("test")).orElseThrow();
  }

  public LogParser auto() {
    return LogParsers.auto(context("test"));
  }

  public Outcome parse(LogParser parser, String text) {
    return parse(parser, text.getBytes(StandardCharsets.UTF_8));
  }

  public Outcome parse(LogParser parser, byte[] bytes) {
    record.begin(bytes, 0, bytes.length, ++line);
    return parser.parse(record);
  }

  /// The values of one field, in their order.
  public List<String> values(String field) {
    List<String> values = new ArrayList<>();
    for (int entry = 0; entry < record.count(); entry++) {
      if (record.name(entry).equals(field)) {
        values.add(record.text(entry));
      }
    }
    return values;
  }

  /// The first value of a field, or an empty text.
  public String value(String field) {
    List<String> values = values(field);
    return values.isEmpty() ? "" : values.getFirst();
  }

  /// All fields of the record, in their order, as `name = value`; `~` marks derived ones.
  public List<String> fields() {
    List<String> fields = new ArrayList<>();
    for (int entry = 0; entry < record.count(); entry++) {
      String mark = record.isDerived(entry) ? "~" : "";
      fields.add(record.name(entry) + mark + " = " + record.text(entry));
    }
    return fields;
  }

  /// The record's time in ISO form, or `no time`.
  public String time() {
    return record.timeNanos() == EventRecord.NO_TIME
        ? "no time"
        : Instant.EPOCH.plusNanos(record.timeNanos()).toString();
  }
}
