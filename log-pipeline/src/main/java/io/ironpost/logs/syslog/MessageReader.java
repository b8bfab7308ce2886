package io.ironpost.logs.syslog;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.logs.program.Program;
import io.ironpost.logs.program.Programs;

/// What both syslog formats do once the header is read: name the program, and let its templates
/// take the message apart.
final class MessageReader {
  private final SyslogFields fields;
  private final Programs programs;
  private final CiscoMessage cisco;
  private final Tag tag = new Tag();

  MessageReader(FieldNames names, Logsources logsources, Programs programs) {
    this.fields = SyslogFields.in(names);
    this.programs = programs;
    this.cisco = new CiscoMessage(names, logsources);
  }

  SyslogFields fields() {
    return fields;
  }

  /// Whether a tag stands at `from`.
  boolean isTagged(byte[] bytes, int from, int to) {
    return tag.read(bytes, from, to);
  }

  /// Reads `[from, to)` of the line: a tag, when there is one, and the message.
  void readTagged(EventRecord record, int from, int to) {
    if (cisco.read(record, fields, from, to)) {
      return;
    }
    if (!tag.read(record.line(), from, to)) {
      readMessage(record, programs.unnamed(), from, to);
      return;
    }
    record.add(fields.process(), tag.nameStart(), tag.nameEnd());
    if (tag.pidEnd() > tag.pidStart()) {
      record.add(fields.pid(), tag.pidStart(), tag.pidEnd());
    }
    if (tag.moduleEnd() > tag.moduleStart()) {
      record.addDerived(fields.pamModule(), tag.moduleStart(), tag.moduleEnd());
    }
    readNamed(record, tag.nameStart(), tag.nameEnd(), tag.messageStart(), to);
  }

  /// Reads the message `[from, to)` of the program `[nameStart, nameEnd)`.
  void readNamed(EventRecord record, int nameStart, int nameEnd, int from, int to) {
    Program program = programs.find(record.line(), nameStart, nameEnd);
    programs.addName(record, program, nameStart, nameEnd);
    readMessage(record, program, from, to);
  }

  private void readMessage(EventRecord record, Program program, int from, int to) {
    record.logsource(program.logsource());
    record.add(fields.message(), from, to);
    programs.apply(record, program, afterKernelTime(record.line(), from, to), to);
  }

  /// The kernel's own clock, `[12345.678901] `, says nothing that the header does not.
  private static int afterKernelTime(byte[] bytes, int from, int to) {
    if (from + 4 > to || bytes[from] != '[') {
      return from;
    }
    int at = from + 1;
    while (at < to && bytes[at] == ' ') {
      at++;
    }
    int whole = Digits.end(bytes, at, to);
    if (whole == at || whole == to || bytes[whole] != '.') {
      return from;
    }
    int end = Digits.end(bytes, whole + 1, to);
    boolean closed = end + 1 < to && bytes[end] == ']' && bytes[end + 1] == ' ';
    return closed ? end + 2 : from;
  }
}
