package io.ironpost.logs.audit;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.text.Ascii;
import java.util.ArrayList;
import java.util.List;

/// The log of the Linux audit daemon. One event is several lines, which may be mixed with those of
/// others; they are gathered by node, time and serial, and become one record with the fields of
/// all.
///
/// An event is complete with its PROCTITLE or EOE line. Older systems write neither, so an event
/// also ends when the source has moved on ([#STALE_LINES], [#STALE_MILLIS]). Records from user
/// space (logins, PAM, services) are events by themselves, as in auparse(3).
public final class AuditdParser implements LogParser {
  /// Events open at once; the kernel interleaves those of as many processors as there are.
  static final int MAX_OPEN = 64;

  /// auditd writes the lines of an event together; after this many of others it has ended.
  static final int STALE_LINES = 16;

  /// auparse(3) waits two seconds too.
  static final long STALE_MILLIS = 2_000;

  private final AuditHeader header = new AuditHeader();
  private final AuditFields fields;
  private final List<OpenEvent> open = new ArrayList<>();
  private long lines;

  public AuditdParser(FieldNames names, Logsources logsources) {
    fields = new AuditFields(names, logsources);
  }

  @Override
  public String format() {
    return "auditd";
  }

  @Override
  public boolean isStateful() {
    return true;
  }

  @Override
  public Outcome parse(EventRecord record) {
    byte[] line = record.line();
    int start = record.lineStart();
    int end = record.lineEnd();
    if (!header.read(line, start, end)) {
      return Ascii.standsAt(line, start, end, "type=")
          ? new Outcome.Malformed(
              "no msg=audit(seconds.millis:serial) after the type", header.typeEnd - start)
          : Outcome.NOT_MINE;
    }
    lines++;
    int known = find(line);
    if (known >= 0) {
      return grow(open.get(known), record);
    }
    if (AuditTypes.isAlone(line, header.typeStart, header.typeEnd)) {
      fields.begin(record, header);
      fields.addLine(record, header, end);
      fields.finish(record);
      return Outcome.PARSED;
    }
    return AuditTypes.isEnd(line, header.typeStart, header.typeEnd)
        ? Outcome.PENDING
        : begin(record);
  }

  private int find(byte[] line) {
    int at = open.size() - 1;
    while (at >= 0 && !open.get(at).is(header, line)) {
      at--;
    }
    return at;
  }

  private Outcome grow(OpenEvent event, EventRecord record) {
    event.touched = lines;
    boolean room = event.add(record.line(), record.lineStart(), record.lineEnd());
    return room && !AuditTypes.isLast(record.line(), header.typeStart, header.typeEnd)
        ? Outcome.PENDING
        : complete(open.indexOf(event), record);
  }

  private Outcome begin(EventRecord record) {
    OpenEvent event =
        new OpenEvent(header, record.line(), record.lineNumber(), record.lineOffset());
    event.touched = lines;
    event.add(record.line(), record.lineStart(), record.lineEnd());
    open.add(event);
    OpenEvent oldest = open.getFirst();
    boolean stale =
        open.size() > MAX_OPEN
            || lines - oldest.touched >= STALE_LINES
            || header.millis - oldest.millis > STALE_MILLIS;
    return stale ? complete(0, record) : Outcome.PENDING;
  }

  private Outcome complete(int index, EventRecord record) {
    OpenEvent event = open.remove(index);
    byte[] bytes = event.bytes();
    int end = event.length();
    record.standIn(bytes, 0, end, event.number, event.offset);
    for (int start = 0; start < end; ) {
      int stop = start;
      while (stop < end && bytes[stop] != '\n') {
        stop++;
      }
      header.read(bytes, start, stop);
      if (start == 0) {
        fields.begin(record, header);
      }
      fields.addLine(record, header, stop);
      start = stop + 1;
    }
    fields.finish(record);
    return Outcome.PARSED;
  }

  @Override
  public boolean holdsBack() {
    return !open.isEmpty();
  }

  @Override
  public Outcome flush(EventRecord record) {
    return open.isEmpty() ? Outcome.NOT_MINE : complete(0, record);
  }
}
