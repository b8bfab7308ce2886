package io.ironpost.logs.text;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.route.Router;
import io.ironpost.logs.time.TimeText;
import java.time.ZoneId;

/// Lines made of `key=value` pairs: logfmt (`ts=… level=info msg="a \"b\""`), and what firewalls
/// and appliances write (`date=2024-01-02 time=03:04:05 devname="fw"`), also with commas between.
///
/// Prose holds an equals sign now and then; a line is ours when it begins with a pair and has
/// [#MIN_PAIRS], and for key=value among other words when most of its words are pairs.
public final class KeyValueParser implements LogParser {
  private static final int MIN_PAIRS = 3;

  /// Bare words allowed for each pair in the loose form.
  private static final int LOOSE_WORDS = 1;

  private static final int DATE = 10; // yyyy-MM-dd
  private static final int CLOCK = 8; // HH:mm:ss

  private final boolean strict;
  private final Router router;
  private final TextFields fields;
  private final Twins twins;
  private final TimeText times;
  private final int message;
  private final int date;
  private final int time;
  private final int timestamp;
  private final int ts;
  private final int eventtime;
  private final byte[] together = new byte[DATE + 1 + CLOCK];
  private int pairs;
  private int words;

  private KeyValueParser(boolean strict, Router router, ZoneId zone) {
    this.strict = strict;
    this.router = router;
    FieldNames names = router.names();
    fields = new TextFields(names);
    twins = new Twins(names);
    times = new TimeText(zone);
    message = names.idOf("message");
    date = names.idOf("date");
    time = names.idOf("time");
    timestamp = names.idOf("timestamp");
    ts = names.idOf("ts");
    eventtime = names.idOf("eventtime");
  }

  /// Pairs from beginning to end, as logfmt has them.
  public static KeyValueParser logfmt(Router router, ZoneId zone) {
    return new KeyValueParser(true, router, zone);
  }

  /// Pairs among other words.
  public static KeyValueParser loose(Router router, ZoneId zone) {
    return new KeyValueParser(false, router, zone);
  }

  @Override
  public String format() {
    return strict ? "logfmt" : "kv";
  }

  @Override
  public Outcome parse(EventRecord record) {
    byte[] line = record.line();
    int start = record.lineStart();
    int end = record.lineEnd();
    if (strict && !beginsWithPair(line, start, end)) {
      return Outcome.NOT_MINE;
    }
    router.prepare();
    pairs = 0;
    words = 0;
    for (int at = start; at < end; ) {
      at = word(record, line, at, end);
      if (strict && words > 0) {
        return Outcome.NOT_MINE;
      }
    }
    if (pairs < MIN_PAIRS || words > pairs * LOOSE_WORDS) {
      return Outcome.NOT_MINE;
    }
    addSplitTime(record);
    record.addDerived(message, start, end);
    router.route(record);
    return Outcome.PARSED;
  }

  private static boolean beginsWithPair(byte[] line, int start, int end) {
    int at = start;
    while (at < end && Scan.isKey(line[at])) {
      at++;
    }
    return at > start && at < end && line[at] == '=';
  }

  /// Reads a pair or a bare word, and what separates it from the next.
  private int word(EventRecord record, byte[] line, int from, int end) {
    int equals = from;
    while (equals < end && Scan.isKey(line[equals])) {
      equals++;
    }
    if (equals == from && isSeparator(line[from])) {
      return from + 1;
    }
    if (equals == from || equals == end || line[equals] != '=') {
      words++;
      int at = equals;
      while (at < end && !isSeparator(line[at])) {
        at++;
      }
      return Math.max(at, from + 1);
    }
    pairs++;
    return value(record, line, from, equals, end);
  }

  private int value(EventRecord record, byte[] line, int key, int equals, int end) {
    int start = equals + 1;
    int entry = record.count();
    int id;
    int stop;
    if (start < end && line[start] == '"') {
      stop = Scan.findUnescaped(line, start + 1, end, (byte) '"');
      id = fields.addEscaped(record, key, equals, start + 1, stop);
      stop = Math.min(end, stop + 1);
    } else {
      stop = start;
      while (stop < end && line[stop] != ' ' && line[stop] != '\t') {
        stop++;
      }
      int valueEnd = stop > start && isComma(line[stop - 1]) ? stop - 1 : stop;
      id = fields.add(record, key, equals, start, valueEnd);
    }
    if (record.count() > entry && id != FieldNames.UNKNOWN) {
      twins.add(record, id, entry);
      if (id == time || id == timestamp || id == ts || id == eventtime) {
        readTime(record, entry);
      }
    }
    return stop;
  }

  /// `date=2024-01-02 time=03:04:05`, as firewalls write it.
  private void addSplitTime(EventRecord record) {
    int day = record.first(date);
    int clock = record.first(time);
    boolean split =
        record.timeNanos() == EventRecord.NO_TIME
            && day >= 0
            && clock >= 0
            && record.end(day) - record.start(day) == DATE
            && record.end(clock) - record.start(clock) == CLOCK;
    if (split) {
      System.arraycopy(record.bytes(day), record.start(day), together, 0, DATE);
      System.arraycopy(record.bytes(clock), record.start(clock), together, DATE + 1, CLOCK);
      together[DATE] = ' ';
      record.timeNanos(times.dateTime(together, 0, together.length));
    }
  }

  private void readTime(EventRecord record, int entry) {
    if (record.timeNanos() == EventRecord.NO_TIME) {
      record.timeNanos(times.any(record.bytes(entry), record.start(entry), record.end(entry)));
    }
  }

  private static boolean isComma(byte b) {
    return b == ',' || b == ';';
  }

  private static boolean isSeparator(byte b) {
    return b == ' ' || b == '\t' || b == ',' || b == ';' || b == '|';
  }
}
