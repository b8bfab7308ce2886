package io.ironpost.logs.web;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsource;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.program.Program;
import io.ironpost.logs.program.Programs;
import io.ironpost.logs.text.Ascii;
import io.ironpost.logs.time.TimeText;
import java.time.ZoneId;

/// Apache httpd's error log, of 2.2 (`[Sun Dec 04 04:47:44 2005] [error] [client 1.2.3.4] …`) and
/// of 2.4 (`[Fri Sep 09 10:42:29.902022 2011] [core:error] [pid 1:tid 2] [client 1.2.3.4:5]
/// AH00128: …`; ErrorLogFormat in the core documentation).
public final class ApacheErrorParser implements LogParser {
  private final AccessFields fields;
  private final Logsource logsource;
  private final Programs programs;
  private final Program program;
  private final TimeText times;
  private final int severity;
  private final int module;
  private final int pid;
  private final int srcPort;
  private final int msgid;

  public ApacheErrorParser(
      FieldNames names, Logsources logsources, Programs programs, ZoneId zone) {
    this.fields = new AccessFields(names);
    this.logsource = logsources.of("apache", "", "error", "apache");
    this.programs = programs;
    this.program = programs.named("apache-error");
    this.times = new TimeText(zone);
    this.severity = names.idOf("severity");
    this.module = names.idOf("module");
    this.pid = names.idOf("pid");
    this.srcPort = names.idOf("src_port");
    this.msgid = names.idOf("msgid");
  }

  @Override
  public String format() {
    return "apache-error";
  }

  @Override
  public Outcome parse(EventRecord record) {
    byte[] line = record.line();
    int start = record.lineStart();
    int end = record.lineEnd();
    if (end - start < 28 || line[start] != '[') {
      return Outcome.NOT_MINE;
    }
    long nanos = times.ctime(line, start + 1, end);
    if (nanos == EventRecord.NO_TIME || times.end() >= end || line[times.end()] != ']') {
      return Outcome.NOT_MINE;
    }
    record.timeNanos(nanos);
    record.logsource(logsource);
    int at = times.end() + 1;
    while (end - at > 2 && line[at] == ' ' && line[at + 1] == '[') {
      int close = at + 2;
      while (close < end && line[close] != ']') {
        close++;
      }
      if (close == end || !addGroup(record, line, at + 2, close)) {
        break;
      }
      at = close + 1;
    }
    addMessage(record, line, at < end && line[at] == ' ' ? at + 1 : at, end);
    return Outcome.PARSED;
  }

  /// Reads what stands in brackets; false when it is part of the message.
  private boolean addGroup(EventRecord record, byte[] line, int start, int end) {
    if (Ascii.standsAt(line, start, end, "client ")) {
      addClient(record, line, start + 7, end);
      return true;
    }
    if (Ascii.standsAt(line, start, end, "pid ")) {
      int stop = start + 4;
      while (stop < end && line[stop] >= '0' && line[stop] <= '9') {
        stop++;
      }
      record.add(pid, start + 4, stop);
      return true;
    }
    int colon = -1;
    for (int i = start; i < end; i++) {
      if (line[i] == ':') {
        colon = i;
      } else if (!isName(line[i])) {
        return false;
      }
    }
    if (colon > start) {
      record.add(module, start, colon);
    }
    record.add(severity, colon + 1 > start ? colon + 1 : start, end);
    return true;
  }

  private static boolean isName(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '_' || b == '-';
  }

  private void addClient(EventRecord record, byte[] line, int start, int end) {
    int colon = end;
    int colons = 0;
    for (int i = start; i < end; i++) {
      if (line[i] == ':') {
        colon = i;
        colons++;
      }
    }
    // 2.4 writes `1.2.3.4:5` and, for IPv6, `::1:5`; 2.2 writes no port, and so `::1` alone is an
    // address
    boolean port = colons == 1 || (colons > 1 && !Addresses.is(line, start, end));
    int stop = port || colons >= 8 ? colon : end;
    record.add(fields.srcIp, start, stop);
    if (stop < end) {
      record.add(srcPort, stop + 1, end);
    }
  }

  private void addMessage(EventRecord record, byte[] line, int start, int end) {
    record.add(fields.message, start, end);
    int text = start;
    if (Ascii.standsAt(line, start, end, "AH") && end - start > 9 && line[start + 7] == ':') {
      record.addDerived(msgid, start, start + 7);
      text = start + 9;
    }
    int referer = Ascii.find(line, text, end, ", referer: ");
    if (referer >= 0) {
      record.addDerived(fields.referer, referer + 11, end);
    }
    programs.apply(record, program, text, referer < 0 ? end : referer);
  }
}
