package io.ironpost.logs.text;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.time.TimeText;
import java.time.ZoneId;

/// ArcSight's Common Event Format: `CEF:0|vendor|product|version|id|name|severity|key=value …`,
/// usually after a syslog header (Implementing ArcSight CEF, revision 25).
///
/// In the extension a value may hold spaces: it ends where the next ` key=` begins. A label
/// (`cs1Label=Rule cs1=…`) gives its value that name too.
public final class CefParser implements LogParser {
  /// How far a syslog header may push it to the right.
  private static final int MAX_PREFIX = 256;

  private static final String MARK = "CEF:";
  private static final int HEADER_FIELDS = 7;

  private final TextFields fields;
  private final EnvelopeFields envelope;
  private final int[] header = new int[HEADER_FIELDS];
  private final int[] bounds = new int[HEADER_FIELDS + 1];
  private final Labels labels;
  private final Twins twins;
  private final TimeText times;

  public CefParser(FieldNames names, Logsources logsources, ZoneId zone) {
    fields = new TextFields(names);
    envelope = new EnvelopeFields(names, logsources);
    header[0] = names.idOf("cef_version");
    header[1] = names.idOf("device_vendor");
    header[2] = names.idOf("device_product");
    header[3] = names.idOf("device_version");
    header[4] = names.idOf("signature_id");
    header[5] = names.idOf("name");
    header[6] = names.idOf("severity");
    labels = new Labels(names);
    twins = new Twins(names);
    times = new TimeText(zone);
  }

  @Override
  public String format() {
    return "cef";
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
      at = Scan.findUnescaped(line, at, end, (byte) '|') + 1;
      if (at > end && i < HEADER_FIELDS - 1) {
        return new Outcome.Malformed("the header has fewer than seven fields", end - start);
      }
    }
    bounds[HEADER_FIELDS] = at;
    for (int i = 0; i < HEADER_FIELDS; i++) {
      record.add(header[i], bounds[i], Math.min(end, bounds[i + 1] - 1));
    }
    envelope.add(record, bounds[1], bounds[2] - 1);
    labels.clear();
    readExtension(record, line, at, end);
    labels.finish(record);
    return Outcome.PARSED;
  }

  private void readExtension(EventRecord record, byte[] line, int from, int end) {
    int key = Scan.skipSpaces(line, from, end);
    while (key < end) {
      int equals = key;
      while (equals < end && Scan.isKey(line[equals])) {
        equals++;
      }
      if (equals >= end || line[equals] != '=') {
        return;
      }
      int next = nextKey(line, equals + 1, end);
      int stop = next;
      while (stop > equals + 1 && line[stop - 1] == ' ') {
        stop--;
      }
      addPair(record, line, key, equals, stop);
      key = next;
    }
  }

  /// Where the key after the value at `from` begins: after the last space before the next bare `=`.
  private static int nextKey(byte[] line, int from, int end) {
    int word = -1;
    for (int at = from; at < end; at++) {
      byte b = line[at];
      if (b == '\\') {
        at++;
        word = -1;
      } else if (b == ' ') {
        word = at + 1;
      } else if (b == '=' && word >= 0 && word < at) {
        return word;
      } else if (!Scan.isKey(b)) {
        word = -1;
      }
    }
    return end;
  }

  private void addPair(EventRecord record, byte[] line, int key, int keyEnd, int end) {
    int entry = record.count();
    int id = fields.addEscaped(record, key, keyEnd, keyEnd + 1, end);
    if (record.count() == entry) {
      return;
    }
    twins.add(record, id, entry);
    labels.note(line, key, keyEnd, entry);
    if (record.timeNanos() == EventRecord.NO_TIME && isTime(line, key, keyEnd)) {
      record.timeNanos(times.any(line, keyEnd + 1, end));
    }
  }

  private static boolean isTime(byte[] line, int key, int end) {
    return end - key == 2 && line[key] == 'r' && line[key + 1] == 't';
  }
}
