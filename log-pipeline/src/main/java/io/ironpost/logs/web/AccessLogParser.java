package io.ironpost.logs.web;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsource;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.text.Ascii;
import io.ironpost.logs.time.TimeText;
import java.time.ZoneId;
import java.util.Locale;

/// Access logs in the common and the combined log format (Apache mod_log_config, nginx
/// ngx_http_log_module), also with the virtual host before them (`vhost_combined`).
///
/// The request is what an attacker wrote: it may lack its method, be `-`, be TLS or RDP bytes
/// escaped as `\x16\x03`, contain escaped quotes. All of it is kept; a request that is not three
/// words is the whole `cs-uri`. Fields after the user agent are no one's and stay in `message`.
public final class AccessLogParser implements LogParser {
  /// Where the time may begin at the latest; before it stand a host, an address and a user.
  private static final int MAX_BEFORE_TIME = 1_024;

  private final AccessFields fields;
  private final RequestLine request;
  private final Logsource logsource;
  private final TimeText times;

  /// @param source where the lines come from: a path may name the server
  public AccessLogParser(FieldNames names, Logsources logsources, ZoneId zone, String source) {
    fields = new AccessFields(names);
    request = new RequestLine(fields);
    logsource = logsources.of(product(source), "webserver");
    times = new TimeText(zone);
  }

  private static String product(String source) {
    String path = source.toLowerCase(Locale.ROOT);
    if (path.contains("nginx")) {
      return "nginx";
    }
    return path.contains("apache") || path.contains("httpd") ? "apache" : "";
  }

  @Override
  public String format() {
    return "access";
  }

  @Override
  public Outcome parse(EventRecord record) {
    byte[] line = record.line();
    int start = record.lineStart();
    int end = record.lineEnd();
    int open = openBracket(line, start, Math.min(end, start + MAX_BEFORE_TIME));
    if (open < 0) {
      return Outcome.NOT_MINE;
    }
    long nanos = times.webServer(line, open + 1, end);
    if (nanos == EventRecord.NO_TIME) {
      return Outcome.NOT_MINE;
    }
    int at = times.end();
    if (end - at < 3 || line[at] != ']' || line[at + 2] != '"') {
      return new Outcome.Malformed("no request after the time", at - start);
    }
    record.timeNanos(nanos);
    record.logsource(logsource);
    if (!addClient(record, line, start, open)) {
      return Outcome.NOT_MINE;
    }
    int close = Quoted.end(line, at + 3, end);
    request.add(record, EventRecord.STRING, at + 3, close);
    addRest(record, line, close + 1, end);
    record.addDerived(fields.message, start, end);
    return Outcome.PARSED;
  }

  /// The bracket before a time: after ` `, before two digits.
  private static int openBracket(byte[] line, int start, int end) {
    for (int at = start + 2; at < end - 2; at++) {
      if (line[at] == '[' && line[at - 1] == ' ' && line[at + 1] >= '0' && line[at + 1] <= '9') {
        return at;
      }
    }
    return -1;
  }

  /// `[vhost[:port]] address identity user`: from the back, since a user name may hold spaces.
  private boolean addClient(EventRecord record, byte[] line, int start, int open) {
    int first = Ascii.wordEnd(line, start, open);
    int second = Ascii.wordEnd(line, first + 1, open);
    int third = Ascii.wordEnd(line, second + 1, open);
    if (third > open || second + 1 >= open) {
      return false;
    }
    int client = start;
    boolean fourWords = third + 1 < open;
    if (fourWords && !Addresses.is(line, start, first) && Addresses.is(line, first + 1, second)) {
      record.add(fields.host, start, first);
      client = first + 1;
      first = second;
      second = third;
    }
    record.add(fields.clientIp, client, first);
    record.addDerived(fields.srcIp, client, first);
    int userEnd = open - 1;
    if (userEnd > second + 1 && !Words.isDash(line, second + 1, userEnd)) {
      record.add(fields.username, second + 1, userEnd);
      record.addDerived(fields.user, second + 1, userEnd);
    }
    return true;
  }

  /// ` status bytes ["referer" "user agent" …]`
  private void addRest(EventRecord record, byte[] line, int from, int end) {
    int statusEnd = Ascii.wordEnd(line, from + 1, end);
    addNumber(record, fields.status, line, from + 1, statusEnd);
    int bytesEnd = Ascii.wordEnd(line, statusEnd + 1, end);
    addNumber(record, fields.bytes, line, statusEnd + 1, bytesEnd);
    if (end - bytesEnd < 3 || line[bytesEnd + 1] != '"') {
      return;
    }
    int referer = bytesEnd + 2;
    int refererEnd = Quoted.end(line, referer, end);
    if (!Words.isDash(line, referer, refererEnd)) {
      record.add(fields.referer, referer, refererEnd);
    }
    int agent = refererEnd + 3;
    if (agent < end && line[agent - 1] == '"') {
      int agentEnd = Quoted.end(line, agent, end);
      if (!Words.isDash(line, agent, agentEnd)) {
        record.add(fields.agent, agent, agentEnd);
        record.addDerived(fields.clientAgent, agent, agentEnd);
      }
    }
  }

  private static void addNumber(EventRecord record, int field, byte[] line, int start, int end) {
    if (start < end && line[start] >= '0' && line[start] <= '9') {
      record.add(field, EventRecord.NUMBER, line, start, end);
    }
  }
}
