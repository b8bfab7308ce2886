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
import java.util.List;

/// PostgreSQL's server log with the usual `log_line_prefix`: `%m [%p] ` (the default) or Debian's
/// `%m [%p] %q%u@%d `, then `FATAL: text`.
public final class PostgreSqlParser implements LogParser {
  private static final List<String> LEVELS =
      List.of(
          "LOG",
          "FATAL",
          "ERROR",
          "WARNING",
          "NOTICE",
          "INFO",
          "PANIC",
          "DETAIL",
          "HINT",
          "STATEMENT",
          "CONTEXT",
          "QUERY",
          "LOCATION",
          "DEBUG");

  private final Logsource logsource;
  private final Programs programs;
  private final Program program;
  private final TimeText times;
  private final int severity;
  private final int pid;
  private final int user;
  private final int database;
  private final int message;

  public PostgreSqlParser(FieldNames names, Logsources logsources, Programs programs, ZoneId zone) {
    this.logsource = logsources.of("postgresql", "database", "postgresql", "error");
    this.programs = programs;
    this.program = programs.named("postgres");
    this.times = new TimeText(zone);
    this.severity = names.idOf("severity");
    this.pid = names.idOf("pid");
    this.user = names.idOf("user");
    this.database = names.idOf("database");
    this.message = names.idOf("message");
  }

  @Override
  public String format() {
    return "postgresql";
  }

  @Override
  public Outcome parse(EventRecord record) {
    byte[] line = record.line();
    int end = record.lineEnd();
    long nanos = times.dateTime(line, record.lineStart(), end);
    if (nanos == EventRecord.NO_TIME) {
      return Outcome.NOT_MINE;
    }
    int open = afterZoneName(line, Scan.skipSpaces(line, times.end(), end), end);
    int close = Scan.find(line, open, Math.min(end, open + 16), (byte) ']');
    if (open >= end || line[open] != '[' || close >= end || line[close] != ']') {
      return Outcome.NOT_MINE;
    }
    int at = Scan.skipSpaces(line, close + 1, end);
    int level = isLevel(line, at, end) ? at : Scan.find(line, at, end, (byte) ' ') + 1;
    if (!isLevel(line, level, end)) {
      return Outcome.NOT_MINE;
    }
    record.timeNanos(nanos);
    record.logsource(logsource);
    record.add(pid, open + 1, close);
    if (level > at) {
      addSession(record, line, at, level - 1);
    }
    int colon = Scan.find(line, level, end, (byte) ':');
    record.add(severity, level, colon);
    int text = Scan.skipSpaces(line, Math.min(end, colon + 1), end);
    record.add(message, text, end);
    programs.apply(record, program, text, end);
    return Outcome.PARSED;
  }

  /// `%m` ends with the zone's name: `CET`.
  private static int afterZoneName(byte[] line, int from, int end) {
    int at = from;
    while (at < end && line[at] >= 'A' && line[at] <= 'Z') {
      at++;
    }
    return Scan.skipSpaces(line, at, end);
  }

  /// `user@database`.
  private void addSession(EventRecord record, byte[] line, int start, int end) {
    int sign = Scan.find(line, start, end, (byte) '@');
    if (sign > start && sign < end) {
      record.add(user, start, sign);
      record.add(database, sign + 1, end);
    }
  }

  private static boolean isLevel(byte[] line, int start, int end) {
    for (String level : LEVELS) {
      if (Ascii.standsAt(line, start, end, level)) {
        int colon = Scan.find(line, start, Math.min(end, start + 12), (byte) ':');
        return colon < end && line[colon] == ':';
      }
    }
    return false;
  }
}
