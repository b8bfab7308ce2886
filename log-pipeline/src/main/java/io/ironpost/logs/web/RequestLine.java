package io.ironpost.logs.web;

import io.ironpost.core.event.EventRecord;
import io.ironpost.logs.text.Ascii;

/// A request as a log quotes it, `GET /a?b=c HTTP/1.1`: whatever of it is not recognised belongs to
/// the target, so nothing an attacker wrote is lost.
final class RequestLine {
  private final AccessFields fields;

  RequestLine(AccessFields fields) {
    this.fields = fields;
  }

  /// Adds the request `[start, end)` of the record's line.
  ///
  /// @param kind [EventRecord#STRING], or with [EventRecord#DERIVED] when the line offers it
  ///   already
  void add(EventRecord record, int kind, int start, int end) {
    byte[] line = record.line();
    if (start >= end || Words.isDash(line, start, end)) {
      return;
    }
    int methodEnd = Ascii.wordEnd(line, start, end);
    int versionStart = end;
    while (versionStart > methodEnd && line[versionStart - 1] != ' ') {
      versionStart--;
    }
    boolean whole = isMethod(line, start, methodEnd) && methodEnd < end;
    boolean versioned =
        whole && versionStart > methodEnd + 1 && Ascii.standsAt(line, versionStart, end, "HTTP/");
    if (whole) {
      record.add(fields.method, kind, line, start, methodEnd);
    }
    if (versioned) {
      record.add(fields.version, kind, line, versionStart, end);
    }
    addUri(record, kind, whole ? methodEnd + 1 : start, versioned ? versionStart - 1 : end);
  }

  private void addUri(EventRecord record, int kind, int start, int end) {
    byte[] line = record.line();
    record.add(fields.uri, kind, line, start, end);
    record.addDerived(fields.clientUri, start, end);
    int mark = start;
    while (mark < end && line[mark] != '?') {
      mark++;
    }
    record.addDerived(fields.stem, start, mark);
    if (mark < end) {
      record.addDerived(fields.query, mark + 1, end);
    }
  }

  private static boolean isMethod(byte[] line, int start, int end) {
    for (int i = start; i < end; i++) {
      if ((line[i] < 'A' || line[i] > 'Z') && line[i] != '_' && line[i] != '-') {
        return false;
      }
    }
    return end > start;
  }
}
