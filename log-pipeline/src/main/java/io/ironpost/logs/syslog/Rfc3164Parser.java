package io.ironpost.logs.syslog;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.program.AddressText;
import io.ironpost.logs.program.Programs;

/// RFC 3164 and what is written in its name: `/var/log/auth.log` without `<pri>`, ISO timestamps of
/// newer rsyslog, epoch seconds, Cisco, the BSDs, lines without a host.
///
/// RFC 3164 describes what was seen, not what must be; so this parser takes what has a priority or
/// a timestamp of the family, and leaves the rest to others. Where a timestamp could as well belong
/// to some other log (ISO, epoch) and no priority tells, the line must also have a host and a tag.
public final class Rfc3164Parser implements LogParser {
  private static final Outcome.Malformed BAD_PRIORITY =
      new Outcome.Malformed("priority is not a number from 0 to 191", 0);

  /// The longest legal DNS name is 253; longer is text.
  private static final int MAX_HOST_LENGTH = 255;

  private final Priority priority;
  private final HeaderTime time;
  private final MessageReader messages;

  public Rfc3164Parser(
      FieldNames names, Logsources logsources, Programs programs, TimestampContext context) {
    this.priority = new Priority(names);
    this.time = new HeaderTime(context);
    this.messages = new MessageReader(names, logsources, programs);
  }

  @Override
  public String format() {
    return "rfc3164";
  }

  @Override
  public Outcome parse(EventRecord record) {
    byte[] bytes = record.line();
    int from = record.lineStart();
    int to = LineEnd.of(bytes, from, record.lineEnd());
    if (from >= to) {
      return Outcome.NOT_MINE;
    }
    if (bytes[from] == '<') {
      return withPriority(record, bytes, from, to);
    }
    int end = time.read(bytes, from, to);
    if (end < 0 || (time.isAmbiguous() && !hasHostAndTag(bytes, end, to))) {
      end = afterSequence(bytes, from, to);
      if (end < 0) {
        return Outcome.NOT_MINE;
      }
    }
    record.timeNanos(time.nanos());
    readAfterTime(record, bytes, end, to);
    return Outcome.PARSED;
  }

  private Outcome withPriority(EventRecord record, byte[] bytes, int from, int to) {
    int at = priority.read(bytes, from, to);
    if (at < 0) {
      boolean number = from + 1 < to && Digits.isDigit(bytes[from + 1]);
      return number ? BAD_PRIORITY : Outcome.NOT_MINE;
    }
    if (Rfc5424Parser.isVersion(bytes, at, to)) {
      return Outcome.NOT_MINE;
    }
    priority.add(record);
    at = at < to && bytes[at] == ' ' ? at + 1 : at;
    int end = time.read(bytes, at, to);
    if (end < 0) {
      end = afterSequence(bytes, at, to);
    }
    if (end < 0) {
      messages.readTagged(record, at, to); // RFC 3164 §4.3.2: no timestamp, all is content
      return Outcome.PARSED;
    }
    record.timeNanos(time.nanos());
    readAfterTime(record, bytes, end, to);
    return Outcome.PARSED;
  }

  /// Cisco: `123: Jan 18 11:29:03`, also `123: sw: Jan 18 …`. The end of the timestamp, or -1.
  private int afterSequence(byte[] bytes, int from, int to) {
    int digits = Digits.end(bytes, from, to);
    if (digits == from || digits + 1 >= to || bytes[digits] != ':' || bytes[digits + 1] != ' ') {
      return -1;
    }
    int end = time.read(bytes, digits + 2, to);
    return end >= 0 && !time.isAmbiguous() ? end : -1;
  }

  private void readAfterTime(EventRecord record, byte[] bytes, int timeEnd, int to) {
    int at = timeEnd;
    if (at < to && bytes[at] == ':') {
      at++; // Cisco: `Jan 18 11:29:03: %SYS-5-CONFIG_I: …`
    }
    while (at < to && bytes[at] == ' ') {
      at++;
    }
    int hostEnd = endOfHost(bytes, at, to);
    if (hostEnd > at) {
      record.add(messages.fields().hostname(), at, hostEnd);
      at = hostEnd;
      while (at < to && bytes[at] == ' ') {
        at++;
      }
    }
    messages.readTagged(record, at, to);
  }

  /// The end of the host at `at`, or `at` when the line goes on with its tag or message.
  private static int endOfHost(byte[] bytes, int at, int to) {
    int limit = Math.min(to, at + MAX_HOST_LENGTH);
    int end = at;
    boolean bracket = false;
    while (end < limit && bytes[end] != ' ') {
      bracket |= bytes[end] == '[' || bytes[end] == '(' || bytes[end] == '%';
      end++;
    }
    if (end == limit && limit < to) {
      return at;
    }
    boolean tag = bracket || (end > at && bytes[end - 1] == ':');
    return tag && !AddressText.isAddress(bytes, at, end) ? at : end;
  }

  private boolean hasHostAndTag(byte[] bytes, int timeEnd, int to) {
    int at = timeEnd;
    if (at >= to || bytes[at] != ' ') {
      return false;
    }
    int host = at + 1;
    int hostEnd = endOfHost(bytes, host, to);
    return hostEnd > host && hostEnd + 1 < to && messages.isTagged(bytes, hostEnd + 1, to);
  }
}
