package io.ironpost.logs.text;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.time.TimeText;
import java.time.ZoneId;

/// Text that no parser knows: `message` is the whole line, so keyword rules still see it; a time at
/// its beginning is the event's. What is no text at all is malformed.
public final class PlainParser implements LogParser {
  private static final Outcome BINARY = new Outcome.Malformed("binary data, not text", 0);

  private final int message;
  private final TimeText times;

  public PlainParser(FieldNames names, ZoneId zone) {
    message = names.idOf("message");
    times = new TimeText(zone);
  }

  @Override
  public String format() {
    return "plain";
  }

  @Override
  public Outcome parse(EventRecord record) {
    byte[] line = record.line();
    int start = record.lineStart();
    int end = record.lineEnd();
    if (TextBytes.isBinary(line, start, end)) {
      return BINARY;
    }
    record.add(message, start, end);
    int time = start < end && line[start] == '[' ? start + 1 : start;
    record.timeNanos(times.dateTime(line, time, end));
    return Outcome.PARSED;
  }
}
