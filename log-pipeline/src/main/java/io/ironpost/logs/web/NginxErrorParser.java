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

/// nginx's error log: `2024/01/02 03:04:05 [error] 123#0: *1 text, client: 1.2.3.4, server: name,
/// request: "GET / HTTP/1.1", host: "name"` (ngx_log.c and ngx_http_log_error).
public final class NginxErrorParser implements LogParser {
  private static final String CLIENT = ", client: ";

  private final AccessFields fields;
  private final RequestLine request;
  private final Logsource logsource;
  private final Programs programs;
  private final Program program;
  private final TimeText times;
  private final int severity;
  private final int pid;

  public NginxErrorParser(FieldNames names, Logsources logsources, Programs programs, ZoneId zone) {
    this.fields = new AccessFields(names);
    this.request = new RequestLine(fields);
    this.logsource = logsources.of("nginx", "", "error", "nginx");
    this.programs = programs;
    this.program = programs.named("nginx-error");
    this.times = new TimeText(zone);
    this.severity = names.idOf("severity");
    this.pid = names.idOf("pid");
  }

  @Override
  public String format() {
    return "nginx-error";
  }

  @Override
  public Outcome parse(EventRecord record) {
    byte[] line = record.line();
    int start = record.lineStart();
    int end = record.lineEnd();
    if (end - start < 24 || line[start + 4] != '/') {
      return Outcome.NOT_MINE;
    }
    long nanos = times.dateTime(line, start, end);
    int open = start + 20;
    if (nanos == EventRecord.NO_TIME || line[open] != '[') {
      return Outcome.NOT_MINE;
    }
    int close = Ascii.wordEnd(line, open, end) - 1;
    if (close <= open || line[close] != ']') {
      return Outcome.NOT_MINE;
    }
    record.timeNanos(nanos);
    record.logsource(logsource);
    record.add(severity, open + 1, close);
    int text = afterIds(record, line, Math.min(close + 2, end), end);
    record.add(fields.message, text, end);
    int client = Ascii.find(line, text, end, CLIENT);
    programs.apply(record, program, text, client < 0 ? end : client);
    if (client >= 0) {
      addContext(record, line, client, end);
    }
    return Outcome.PARSED;
  }

  /// Reads `123#0: *1 ` and returns where the text begins.
  private int afterIds(EventRecord record, byte[] line, int from, int end) {
    int at = Ascii.wordEnd(line, from, end);
    int hash = from;
    while (hash < at && line[hash] >= '0' && line[hash] <= '9') {
      hash++;
    }
    if (hash == from || hash >= at || line[hash] != '#') {
      return from;
    }
    record.add(pid, from, hash);
    at = Math.min(at + 1, end);
    return at < end && line[at] == '*' ? Math.min(Ascii.wordEnd(line, at, end) + 1, end) : at;
  }

  private void addContext(EventRecord record, byte[] line, int client, int end) {
    int stop = valueEnd(line, client + CLIENT.length(), end);
    record.addDerived(fields.srcIp, client + CLIENT.length(), stop);
    addQuoted(record, line, stop, end, ", host: \"", fields.host);
    addQuoted(record, line, stop, end, ", referrer: \"", fields.referer);
    int at = Ascii.find(line, stop, end, ", request: \"");
    if (at >= 0) {
      request.add(
          record,
          EventRecord.STRING | EventRecord.DERIVED,
          at + 12,
          Quoted.end(line, at + 12, end));
    }
  }

  private static void addQuoted(
      EventRecord record, byte[] line, int from, int end, String key, int field) {
    int at = Ascii.find(line, from, end, key);
    if (at >= 0) {
      int start = at + key.length();
      record.addDerived(field, start, Quoted.end(line, start, end));
    }
  }

  private static int valueEnd(byte[] line, int from, int end) {
    int at = from;
    while (at < end && line[at] != ',') {
      at++;
    }
    return at;
  }
}
