package io.ironpost.logs.json;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Docker's json-file form (`{"log":"…\n","stream":"stdout","time":"…"}`): the line inside is a
/// line of its own, in whatever format the container writes.
///
/// The inner line is copied: it is evidence, and outlives the record's scratch area.
final class DockerLines {
  /// Docker Engine's layout: `<root>/containers/<64 hex digits>/<the same>-json.log`.
  private static final Pattern CONTAINER = Pattern.compile("/containers/([0-9a-f]{12,64})/");

  private final Supplier<LogParser> factory;
  private final byte[] container;
  private final int containerField;
  private final int streamField;
  private @Nullable LogParser inner;

  DockerLines(String source, FieldNames names, Supplier<LogParser> factory) {
    this.factory = factory;
    Matcher path = CONTAINER.matcher(source);
    this.container = (path.find() ? path.group(1) : "").getBytes(StandardCharsets.US_ASCII);
    this.containerField = names.idOf("container");
    this.streamField = names.idOf("stream");
  }

  Outcome parse(EventRecord record, Slice log, Slice stream) {
    long time = record.timeNanos();
    byte[] from = stream.copy();
    byte[] line = log.copy();
    int end = line.length;
    while (end > 0 && (line[end - 1] == '\n' || line[end - 1] == '\r')) {
      end--;
    }
    record.standIn(line, 0, end, record.lineNumber(), record.lineOffset());
    Outcome outcome = inner().parse(record);
    if (record.timeNanos() == EventRecord.NO_TIME) {
      record.timeNanos(time);
    }
    record.add(streamField, EventRecord.STRING | EventRecord.DERIVED, from, 0, from.length);
    if (container.length > 0) {
      record.add(containerField, EventRecord.STRING, container, 0, container.length);
    }
    return outcome;
  }

  private LogParser inner() {
    LogParser made = inner == null ? factory.get() : inner;
    inner = made;
    return made;
  }
}
