package io.ironpost.logs.text;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsource;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.program.Program;
import io.ironpost.logs.program.Programs;
import io.ironpost.logs.time.TimeText;
import java.time.ZoneId;

/// The error log of MySQL (`2023-01-02T03:04:05.678901Z 12 [Note] [MY-010926] [Server] text`) and
/// of MariaDB (`2023-01-02 3:04:05 12 [Warning] text`).
public final class MySqlParser implements LogParser {
  private final Logsource logsource;
  private final Programs programs;
  private final Program program;
  private final TimeText times;
  private final int severity;
  private final int thread;
  private final int msgid;
  private final int message;

  public MySqlParser(FieldNames names, Logsources logsources, Programs programs, ZoneId zone) {
    this.logsource = logsources.of("mysql", "database", "mysql", "error");
    this.programs = programs;
    this.program = programs.named("mysqld");
    this.times = new TimeText(zone);
    this.severity = names.idOf("severity");
    this.thread = names.idOf("thread");
    this.msgid = names.idOf("msgid");
    this.message = names.idOf("message");
  }

  @Override
  public String format() {
    return "mysql";
  }

  @Override
  public Outcome parse(EventRecord record) {
    byte[] line = record.line();
    int end = record.lineEnd();
    long nanos = times.dateTime(line, record.lineStart(), end);
    if (nanos == EventRecord.NO_TIME) {
      return Outcome.NOT_MINE;
    }
    int number = Scan.skipSpaces(line, times.end(), end);
    int space = number;
    while (space < end && line[space] >= '0' && line[space] <= '9') {
      space++;
    }
    if (space == number || end - space < 4 || line[space] != ' ' || line[space + 1] != '[') {
      return Outcome.NOT_MINE;
    }
    int close = Scan.find(line, space, end, (byte) ']');
    if (close == end || !isLevel(line, space + 2)) {
      return Outcome.NOT_MINE;
    }
    record.timeNanos(nanos);
    record.logsource(logsource);
    record.add(thread, number, space);
    record.add(severity, space + 2, close);
    addMessage(record, line, Scan.skipSpaces(line, close + 1, end), end);
    return Outcome.PARSED;
  }

  private static boolean isLevel(byte[] line, int start) {
    return switch (line[start]) {
      case 'N', 'W', 'E', 'S', 'I' -> line[start + 1] != ' ';
      default -> false;
    };
  }

  /// Reads `[MY-010926] [Server] text`.
  private void addMessage(EventRecord record, byte[] line, int from, int end) {
    int at = from;
    if (Ascii.standsAt(line, at, end, "[MY-")) {
      int close = Scan.find(line, at, end, (byte) ']');
      record.add(msgid, at + 1, close);
      at = Scan.skipSpaces(line, Math.min(end, close + 1), end);
      if (at < end && line[at] == '[') {
        at = Math.min(end, Scan.find(line, at, end, (byte) ']') + 1);
        at = Scan.skipSpaces(line, at, end);
      }
    }
    record.add(message, at, end);
    programs.apply(record, program, at, end);
  }
}
