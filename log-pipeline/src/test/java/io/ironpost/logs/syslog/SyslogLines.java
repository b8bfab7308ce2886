package io.ironpost.logs.syslog;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.program.BundledPrograms;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads lines with a syslog parser and tells the fields as text.
public final class SyslogLines {
  private final FieldNames names = new FieldNames();
  private final Logsources logsources = new Logsources();
  private final EventRecord record = new EventRecord(names, logsources);
  private final LogParser parser;

  private interface Maker {
    LogParser make(FieldNames names, Logsources logsources);
  }

  private SyslogLines(Maker maker) {
    this.parser = maker.make(names, logsources);
  }

  /// A file last written on 1 July 2024, in UTC.
  static TimestampContext july2024() {
    return TimestampContext.file(Instant.parse("2024-07-01T00:00:00Z"), ZoneId.of("UTC"));
  }

  public static SyslogLines rfc3164() {
    return rfc3164(july2024());
  }

  static SyslogLines rfc3164(TimestampContext context) {
    return new SyslogLines((names, logsources) -> rfc3164(names, logsources, context));
  }

  static SyslogLines rfc5424() {
    return new SyslogLines((names, logsources) -> rfc5424(names, logsources));
  }

  static LogParser rfc3164(FieldNames names, Logsources logsources, TimestampContext context) {
    var programs = BundledPrograms.library(names, logsources).forOneThread();
    return new Rfc3164Parser(names, logsources, programs, context);
  }

  static LogParser rfc5424(FieldNames names, Logsources logsources) {
    var programs = BundledPrograms.library(names, logsources).forOneThread();
    return new Rfc5424Parser(names, logsources, programs, july2024());
  }

  public Outcome parse(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    record.begin(bytes, 0, bytes.length, 1);
    return parser.parse(record);
  }

  /// The fields of the line read last, as `name=value`, in their order.
  public List<String> fields() {
    List<String> fields = new ArrayList<>();
    for (int entry = 0; entry < record.count(); entry++) {
      fields.add(record.name(entry) + "=" + record.text(entry));
    }
    return fields;
  }

  /// The fields of a line by name; of several values the first.
  public Map<String, String> read(String line) {
    if (!(parse(line) instanceof Outcome.Parsed)) {
      throw new AssertionError("not taken: " + line);
    }
    Map<String, String> byName = new TreeMap<>();
    for (int entry = 0; entry < record.count(); entry++) {
      byName.putIfAbsent(record.name(entry), record.text(entry));
    }
    return byName;
  }

  public String logsource() {
    return record.logsource().product() + "/" + String.join(",", record.logsource().services());
  }

  /// The time of the line read last.
  Optional<Instant> time() {
    long nanos = record.timeNanos();
    return nanos == EventRecord.NO_TIME
        ? Optional.empty()
        : Optional.of(
            Instant.ofEpochSecond(
                Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L)));
  }
}
