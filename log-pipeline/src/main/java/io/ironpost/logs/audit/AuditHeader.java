package io.ironpost.logs.audit;

import io.ironpost.core.event.EventRecord;
import io.ironpost.logs.text.Ascii;

/// What every audit line begins with: `[node=host ]type=NAME msg=audit(SECONDS.MILLIS:SERIAL):`,
/// also after a syslog header. Seconds, milliseconds and serial together name the event the line is
/// part of (auditd(8)). Read again for each line; the fields hold what was found.
final class AuditHeader {
  /// How far a syslog header may push the audit line to the right.
  private static final int MAX_PREFIX = 160;

  private static final String TYPE = "type=";
  private static final String MESSAGE = "msg=audit(";
  private static final String NODE = "node=";

  int nodeStart;
  int nodeEnd;
  int typeStart;
  int typeEnd;
  long millis;
  long serial;

  /// Where the fields begin.
  int body;

  private int at;

  /// Whether `line[start, end)` is an audit line.
  boolean read(byte[] line, int start, int end) {
    int type = typeAt(line, start, end);
    if (type < 0) {
      return false;
    }
    typeStart = type + TYPE.length();
    typeEnd = Ascii.wordEnd(line, typeStart, end);
    at = typeEnd + 1;
    if (typeEnd == typeStart || !Ascii.standsAt(line, at, end, MESSAGE)) {
      return false;
    }
    at += MESSAGE.length();
    long seconds = number(line, end);
    boolean dot = at < end && line[at++] == '.';
    long fraction = number(line, end);
    boolean colon = at < end && line[at++] == ':';
    serial = number(line, end);
    boolean close = at < end && line[at] == ')';
    millis = seconds * 1_000 + fraction;
    body = Math.min(end, at + 1);
    if (body < end && line[body] == ':') {
      body++;
    }
    return dot && colon && close && seconds >= 0 && fraction >= 0 && serial >= 0;
  }

  long nanos() {
    return millis > Long.MAX_VALUE / 1_000_000 ? EventRecord.NO_TIME : millis * 1_000_000;
  }

  private int typeAt(byte[] line, int start, int end) {
    nodeStart = start;
    nodeEnd = start;
    if (Ascii.standsAt(line, start, end, TYPE)) {
      return start;
    }
    if (Ascii.standsAt(line, start, end, NODE)) {
      return afterNode(line, start, end);
    }
    int type = Ascii.find(line, start, Math.min(end, start + MAX_PREFIX), " " + TYPE) + 1;
    int message = type > 0 ? Ascii.wordEnd(line, type, end) + 1 : end;
    if (!Ascii.standsAt(line, message, end, MESSAGE)) {
      return -1;
    }
    int node = Ascii.find(line, start, type, " " + NODE) + 1;
    return node > 0 ? afterNode(line, node, end) : type;
  }

  private int afterNode(byte[] line, int node, int end) {
    nodeStart = node + NODE.length();
    nodeEnd = Ascii.wordEnd(line, nodeStart, end);
    return Ascii.standsAt(line, nodeEnd + 1, end, TYPE) ? nodeEnd + 1 : -1;
  }

  /// The number at the current place, or -1 when there is none or it is too large to be one.
  private long number(byte[] line, int end) {
    int from = at;
    long value = 0;
    while (at < end && AuditText.isDigit(line[at]) && at - from < 15) {
      value = value * 10 + line[at++] - '0';
    }
    return at == from ? -1 : value;
  }
}
