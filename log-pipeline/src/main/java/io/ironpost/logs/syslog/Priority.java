package io.ironpost.logs.syslog;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// The number in `<…>`: facility times eight plus severity (RFC 5424 §6.2.1), given as words.
final class Priority {
  private static final int MAX_PRIORITY = 191;
  private static final int NOT_THIS = -1;

  /// RFC 5424 table 1, in the words of syslog(3).
  private static final byte[][] FACILITIES =
      words(
          "kern user mail daemon auth syslog lpr news uucp cron authpriv ftp ntp audit alert clock"
              + " local0 local1 local2 local3 local4 local5 local6 local7");

  /// RFC 5424 table 2, in the words of syslog(3).
  private static final byte[][] SEVERITIES =
      words("emerg alert crit err warning notice info debug");

  private final int facilityField;
  private final int severityField;
  private int value;

  Priority(FieldNames names) {
    this.facilityField = names.idOf("facility");
    this.severityField = names.idOf("severity");
  }

  private static byte[][] words(String words) {
    return Stream.of(words.split(" "))
        .map(word -> word.getBytes(StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }

  /// The end of `<n>` at `at`, or -1.
  int read(byte[] bytes, int at, int to) {
    if (at + 3 > to || bytes[at] != '<') {
      return NOT_THIS;
    }
    int end = Digits.end(bytes, at + 1, Math.min(to, at + 4));
    if (end == at + 1 || end >= to || bytes[end] != '>') {
      return NOT_THIS;
    }
    value = 0;
    for (int i = at + 1; i < end; i++) {
      value = value * 10 + bytes[i] - '0';
    }
    return value <= MAX_PRIORITY ? end + 1 : NOT_THIS;
  }

  /// Adds the two words for the number last read. They do not stand in the line, so a search for
  /// words must not find them there: DERIVED.
  void add(EventRecord record) {
    add(record, facilityField, FACILITIES[value >> 3]);
    add(record, severityField, SEVERITIES[value & 7]);
  }

  private static void add(EventRecord record, int field, byte[] word) {
    record.add(field, EventRecord.STRING | EventRecord.DERIVED, word, 0, word.length);
  }
}
