package io.ironpost.logs.text;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.time.TimeText;
import java.time.ZoneId;

/// IBM's Log Event Extended Format, 1.0 and 2.0: `LEEF:2.0|vendor|product|version|id|delimiter|…`.
/// Attributes are separated by tabs; 2.0 may name another byte, as itself or as `0x5E` / `x5E`.
public final class LeefParser implements LogParser {
  private static final int MAX_PREFIX = 256;
  private static final String MARK = "LEEF:";
  private static final int HEADER_FIELDS = 5;

  private final TextFields fields;
  private final EnvelopeFields envelope;
  private final Twins twins;
  private final TimeText times;
  private final int[] header = new int[HEADER_FIELDS];
  private final int[] bounds = new int[HEADER_FIELDS + 1];

  public LeefParser(FieldNames names, Logsources logsources, ZoneId zone) {
    fields = new TextFields(names);
    envelope = new EnvelopeFields(names, logsources);
    twins = new Twins(names);
    times = new TimeText(zone);
    header[0] = names.idOf("leef_version");
    header[1] = names.idOf("device_vendor");
    header[2] = names.idOf("device_product");
    header[3] = names.idOf("device_version");
    header[4] = names.idOf("signature_id");
  }

  @Override
  public String format() {
    return "leef";
  }

  @Override
  public Outcome parse(EventRecord record) {
    byte[] line = record.line();
    int start = record.lineStart();
    int end = record.lineEnd();
    int mark = EnvelopeFields.find(line, start, Math.min(end, start + MAX_PREFIX), MARK);
    if (mark < 0) {
      return Outcome.NOT_MINE;
    }
    int at = mark + MARK.length();
    for (int i = 0; i < HEADER_FIELDS; i++) {
      bounds[i] = at;
      at = Scan.find(line, at, end, (byte) '|') + 1;
      if (at > end) {
        return new Outcome.Malformed("the header has fewer than five fields", end - start);
      }
      record.add(header[i], bounds[i], at - 1);
    }
    envelope.add(record, bounds[1], bounds[2] - 1);
    int delimiter = '\t';
    if (line[bounds[0]] == '2') {
      int bar = Scan.find(line, at, Math.min(end, at + 6), (byte) '|');
      if (bar < end && line[bar] == '|') {
        delimiter = delimiter(line, at, bar);
        at = bar + 1;
      }
    }
    readAttributes(record, line, at, end, (byte) delimiter);
    return Outcome.PARSED;
  }

  private static int delimiter(byte[] line, int start, int end) {
    if (end - start == 1) {
      return line[start];
    }
    int hex = Scan.find(line, start, end, (byte) 'x') + 1;
    int value = 0;
    for (int i = hex; i < end; i++) {
      value = value << 4 | Math.max(0, Character.digit(line[i], 16));
    }
    return hex < end ? value : '\t';
  }

  private void readAttributes(EventRecord record, byte[] line, int from, int end, byte delimiter) {
    for (int at = from; at < end; ) {
      int stop = Scan.find(line, at, end, delimiter);
      int equals = Scan.find(line, at, stop, (byte) '=');
      if (equals > at && equals < stop) {
        int entry = record.count();
        int id = fields.add(record, at, equals, equals + 1, stop);
        if (record.count() > entry) {
          twins.add(record, id, entry);
        }
        if (Ascii.standsAt(line, at, equals, "devTime") && equals - at == 7) {
          record.timeNanos(times.any(line, equals + 1, stop));
        }
      }
      at = stop + 1;
    }
  }
}
