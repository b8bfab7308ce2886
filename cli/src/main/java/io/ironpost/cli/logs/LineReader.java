package io.ironpost.cli.logs;

import io.ironpost.cli.engine.LogsourceWords;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.daemon.engine.Parsers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads lines as the pipeline does, and then asks every parser alone where it stops.
final class LineReader {
  private final Parsers parsers;
  private final String source;
  private final LogParser auto;
  private final EventRecord record;

  LineReader(Parsers parsers, String source) {
    this.parsers = parsers;
    this.source = source;
    this.auto = parsers.auto(source);
    this.record = parsers.record();
    record.origin(source, 0);
  }

  List<Reading> read(List<String> lines) {
    List<Reading> readings = new ArrayList<>();
    for (String line : lines) {
      readings.add(read(line, readings.size() + 1));
    }
    return readings;
  }

  private Reading read(String line, long number) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    record.begin(bytes, 0, bytes.length, number);
    String outcome =
        switch (auto.parse(record)) {
          case Outcome.Parsed() -> "parsed";
          case Outcome.Pending() -> "pending";
          case Outcome.NotMine(), Outcome.Malformed(_, _) -> "malformed";
        };
    boolean parsed = outcome.equals("parsed");
    return new Reading(
        number,
        line,
        outcome.equals("malformed") ? "" : auto.format(),
        outcome,
        parsed ? time() : "",
        parsed ? LogsourceWords.of(record.logsource()) : "",
        parsed ? fields() : List.of(),
        refusals(bytes, number));
  }

  private String time() {
    long nanos = record.timeNanos();
    return nanos == EventRecord.NO_TIME
        ? ""
        : Instant.ofEpochSecond(
                Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
            .toString();
  }

  private List<Reading.Field> fields() {
    List<Reading.Field> fields = new ArrayList<>();
    for (int entry = 0; entry < record.count(); entry++) {
      String value = record.kind(entry) == EventRecord.NULL ? "null" : record.text(entry);
      fields.add(new Reading.Field(record.name(entry), value, record.isDerived(entry)));
    }
    return fields;
  }

  /// On a record of its own: the fields of [#record] point into the parser that took the line.
  private List<Refused> refusals(byte[] bytes, long number) {
    List<Refused> refusals = new ArrayList<>();
    EventRecord other = parsers.record();
    other.origin(source, 0);
    for (LogParser parser : parsers.all(source)) {
      other.begin(bytes, 0, bytes.length, number);
      switch (parser.parse(other)) {
        case Outcome.Parsed(), Outcome.Pending(), Outcome.NotMine() -> {}
        case Outcome.Malformed(var reason, var at) ->
            refusals.add(new Refused(parser.format(), reason, characters(bytes, at)));
      }
    }
    return refusals;
  }

  private static int characters(byte[] bytes, int at) {
    int end = Math.clamp(at, 0, bytes.length);
    return new String(bytes, 0, end, StandardCharsets.UTF_8).length();
  }
}
