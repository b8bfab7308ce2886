package io.ironpost.logs.program;

import io.ironpost.core.event.EventRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Takes messages apart by the templates of a [ProgramLibrary]. One per thread, since it keeps the
/// bounds of the last match.
public final class Programs {
  private static final byte[] REPEATED = Fields.utf8("message repeated ");
  private static final byte[] REPEATED_TIMES = Fields.utf8(" times: [ ");

  private final ProgramLibrary library;
  private final int processField;
  private final int repeatedField;
  private final Match match = new Match();

  Programs(ProgramLibrary library) {
    this.library = library;
    this.processField = library.fieldId("process");
    this.repeatedField = library.fieldId("repeated");
  }

  /// The program that logs under the name in `bytes[from, to)`; never absent, since there is one
  /// for all that have no file.
  public Program find(byte[] bytes, int from, int to) {
    return library.find(bytes, from, to);
  }

  /// The program for messages that come under no name.
  public Program unnamed() {
    return library.other();
  }

  /// The program of this name, for formats that tell their program otherwise (`apache-error`).
  public Program named(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return library.find(bytes, 0, bytes.length);
  }

  /// Adds the program's proper name when it logs under another, so that `process: sshd` finds
  /// `sshd-session` too.
  public void addName(EventRecord record, Program program, int from, int to) {
    byte[] name = program.nameBytes();
    if (program != library.other()
        && !Arrays.equals(name, 0, name.length, record.line(), from, to)) {
      int kind = EventRecord.STRING | EventRecord.DERIVED;
      record.add(processField, kind, name, 0, name.length);
    }
  }

  /// [#apply(EventRecord, Program, byte[], int, int)] on the record's own line.
  public boolean apply(EventRecord record, Program program, int from, int to) {
    return apply(record, program, record.line(), from, to);
  }

  /// Adds to `record` the fields of the message `bytes[from, to)`, all of them DERIVED. `message
  /// repeated 3 times: [ … ]` is taken as the message within, with `repeated`=3. The logsource
  /// stays as it is.
  ///
  /// @return whether the program knows the message
  public boolean apply(EventRecord record, Program program, byte[] bytes, int from, int to) {
    int end = trimmed(bytes, from, to);
    int start = from;
    while (start < end && bytes[start] == ' ') {
      start++;
    }
    if (start < end && bytes[start] == 'm') {
      int inner = repeated(record, bytes, start, end);
      if (inner > start) {
        return match(record, program, bytes, inner, trimmed(bytes, inner, end - 1));
      }
    }
    return match(record, program, bytes, start, end);
  }

  private boolean match(EventRecord record, Program program, byte[] bytes, int from, int to) {
    TemplateTrie.Candidates candidates = program.templates().candidates(bytes, from, to);
    Template[] templates = candidates.templates();
    int[] shared = candidates.shared();
    int matched = 0;
    int known = 0;
    for (int i = 0; i < templates.length; i++) {
      known = Math.min(known, shared[i]);
      if (known > matched || !templates[i].canEnd(bytes, from, to)) {
        continue; // it fails where the one tried last failed, or at its end
      }
      matched = templates[i].match(bytes, from, to, match, known);
      if (matched == Template.FITS) {
        templates[i].add(record, bytes, match);
        return true;
      }
      known = Integer.MAX_VALUE;
    }
    return false;
  }

  /// rsyslog's `$RepeatedMsgReduction`: returns where the message within begins, or `from`.
  private int repeated(EventRecord record, byte[] bytes, int from, int to) {
    if (bytes[to - 1] != ']' || !ByteSearch.startsWith(bytes, from, to, REPEATED)) {
      return from;
    }
    int digits = from + REPEATED.length;
    int digitsEnd = digits;
    while (digitsEnd < to && bytes[digitsEnd] >= '0' && bytes[digitsEnd] <= '9') {
      digitsEnd++;
    }
    if (digitsEnd == digits || !ByteSearch.startsWith(bytes, digitsEnd, to - 1, REPEATED_TIMES)) {
      return from;
    }
    int kind = EventRecord.STRING | EventRecord.DERIVED;
    record.add(repeatedField, kind, bytes, digits, digitsEnd);
    return digitsEnd + REPEATED_TIMES.length;
  }

  private static int trimmed(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && bytes[end - 1] >= 0 && bytes[end - 1] <= ' ') {
      end--;
    }
    return end;
  }
}
