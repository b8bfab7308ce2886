package io.ironpost.logs.syslog;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.program.Programs;

/// RFC 5424: `<pri>1 timestamp host app procid msgid [structured data] message`.
///
/// What is not there (`-`, §6) is no field. A byte order mark before the message (§6.4) is no part
/// of it. Structured data becomes fields `sd_<id>_<param>`.
public final class Rfc5424Parser implements LogParser {
  private static final Outcome BAD_TIME = new Outcome.Malformed("timestamp is not RFC 3339", 5);
  private static final Outcome BAD_HEADER = new Outcome.Malformed("header ends too early", 5);
  private static final Outcome BAD_DATA = new Outcome.Malformed("structured data is not closed", 5);
  private static final int HEADER_WORDS = 4;

  private final Priority priority;
  private final IsoTime time;
  private final MessageReader messages;
  private final StructuredData data;
  private final int[] words = new int[2 * HEADER_WORDS];

  public Rfc5424Parser(
      FieldNames names, Logsources logsources, Programs programs, TimestampContext context) {
    this.priority = new Priority(names);
    this.time = new IsoTime(new Zone(context.zone()));
    this.messages = new MessageReader(names, logsources, programs);
    this.data = new StructuredData(names);
  }

  @Override
  public String format() {
    return "rfc5424";
  }

  /// Whether a version (§6.2.2; the only one is 1) and what must follow it stand at `at`.
  static boolean isVersion(byte[] bytes, int at, int to) {
    return at + 2 < to
        && bytes[at] == '1'
        && bytes[at + 1] == ' '
        && (bytes[at + 2] == '-' || isYear(bytes, at + 2, to));
  }

  private static boolean isYear(byte[] bytes, int at, int to) {
    return at + 5 <= to && Digits.four(bytes, at) >= 0 && bytes[at + 4] == '-';
  }

  @Override
  public Outcome parse(EventRecord record) {
    byte[] bytes = record.line();
    int from = record.lineStart();
    int to = LineEnd.of(bytes, from, record.lineEnd());
    int version = priority.read(bytes, from, to);
    if (version < 0 || !isVersion(bytes, version, to)) {
      return Outcome.NOT_MINE;
    }
    int at = version + 2;
    int timeEnd = bytes[at] == '-' ? at + 1 : time.read(bytes, at, to);
    if (timeEnd < 0 || timeEnd >= to || bytes[timeEnd] != ' ') {
      return BAD_TIME;
    }
    if (bytes[at] != '-') {
      record.timeNanos(time.nanos());
    }
    priority.add(record);
    at = readWords(bytes, timeEnd + 1, to);
    if (at < 0) {
      return BAD_HEADER;
    }
    addWords(record);
    int dataEnd = data.read(record, at, to);
    if (dataEnd < 0) {
      return BAD_DATA;
    }
    readMessage(record, bytes, dataEnd, to);
    return Outcome.PARSED;
  }

  /// Host, application, process id, message id; -1 when the line ends before the fourth.
  private int readWords(byte[] bytes, int from, int to) {
    int at = from;
    for (int word = 0; word < HEADER_WORDS; word++) {
      int end = at;
      while (end < to && bytes[end] != ' ') {
        end++;
      }
      if (end == at || end == to) {
        return -1;
      }
      boolean nil = end - at == 1 && bytes[at] == '-';
      words[2 * word] = at;
      words[2 * word + 1] = nil ? at : end;
      at = end + 1;
    }
    return at;
  }

  private void addWords(EventRecord record) {
    addWord(record, messages.fields().hostname(), 0);
    addWord(record, messages.fields().process(), 1);
    addWord(record, messages.fields().pid(), 2);
    addWord(record, messages.fields().msgid(), 3);
  }

  private void addWord(EventRecord record, int field, int word) {
    if (words[2 * word + 1] > words[2 * word]) {
      record.add(field, words[2 * word], words[2 * word + 1]);
    }
  }

  private void readMessage(EventRecord record, byte[] bytes, int dataEnd, int to) {
    int at = dataEnd < to && bytes[dataEnd] == ' ' ? dataEnd + 1 : dataEnd;
    boolean marked =
        at + 3 <= to
            && bytes[at] == (byte) 0xEF
            && bytes[at + 1] == (byte) 0xBB
            && bytes[at + 2] == (byte) 0xBF;
    messages.readNamed(record, words[2], words[3], marked ? at + 3 : at, to);
  }
}
