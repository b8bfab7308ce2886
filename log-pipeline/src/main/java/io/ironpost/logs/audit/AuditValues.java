package io.ironpost.logs.audit;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import java.util.List;

/// The values of audit fields: plain ones as they stand, those the kernel hid in hex decoded.
final class AuditValues {
  /// Fields whose values are strings from outside, and so are written in quotes or in hex
  /// (kernel/audit.c, audit_log_untrustedstring; and the field dictionary of the audit project).
  private static final List<String> ENCODED =
      List.of(
          "proctitle",
          "comm",
          "exe",
          "name",
          "cwd",
          "acct",
          "cmd",
          "data",
          "path",
          "file",
          "dir",
          "key",
          "ocomm",
          "watch",
          "vm",
          "new-disk",
          "old-disk",
          "device",
          "old-fs",
          "new-fs",
          "dest",
          "saddr_fam",
          "grp",
          "new_group",
          "sw",
          "unit",
          "cgroup",
          "reason",
          "op",
          "invalid_context");

  private static final int MAX_ARGUMENT_DIGITS = 5;

  private final FieldNames names;
  private final SocketAddress addresses;
  private final int saddr;
  private final boolean[] encoded;
  private final int proctitle;
  private boolean decodeArguments;

  AuditValues(FieldNames names) {
    this.names = names;
    this.saddr = names.idOf("saddr");
    this.addresses = new SocketAddress(names);
    this.proctitle = names.idOf("proctitle");
    ENCODED.forEach(names::idOf);
    for (int i = 0; i < 4; i++) {
      names.idOf("a" + i);
    }
    this.encoded = new boolean[names.size()];
    ENCODED.forEach(name -> encoded[names.idOf(name)] = true);
  }

  /// In SYSCALL records `a0` to `a3` are numbers in hex, elsewhere they are text.
  void decodesArguments(boolean decode) {
    decodeArguments = decode;
  }

  static boolean isArgument(byte[] line, int start, int end) {
    if (end - start < 2 || end - start > MAX_ARGUMENT_DIGITS + 1 || line[start] != 'a') {
      return false;
    }
    for (int i = start + 1; i < end; i++) {
      if (!AuditText.isDigit(line[i])) {
        return false;
      }
    }
    return true;
  }

  void add(
      EventRecord record, byte[] line, int key, int keyEnd, int start, int end, boolean quoted) {
    int id = names.find(line, key, keyEnd);
    boolean hidden = !quoted && isEncoded(id, line, key, keyEnd);
    if (hidden && AuditText.isHexText(line, start, end)) {
      addDecoded(record, id, line, key, keyEnd, start, end);
    } else if (id == saddr && addresses.add(record, line, start, end)) {
      record.add(id, start, end);
    } else if (id == FieldNames.UNKNOWN) {
      record.addUnknown(line, key, keyEnd, EventRecord.STRING, line, start, end);
    } else {
      record.add(id, start, end);
    }
  }

  private boolean isEncoded(int id, byte[] line, int key, int keyEnd) {
    return (id >= 0 && id < encoded.length && encoded[id])
        || (decodeArguments && isArgument(line, key, keyEnd));
  }

  private void addDecoded(
      EventRecord record, int id, byte[] line, int key, int keyEnd, int start, int end) {
    int to = record.reserve((end - start) / 2);
    byte[] scratch = record.scratch();
    int put = to;
    for (int i = start; i < end; i += 2) {
      int value = AuditText.hex(line[i]) << 4 | AuditText.hex(line[i + 1]);
      scratch[put++] = (byte) (value == 0 && id == proctitle ? ' ' : value);
    }
    while (put > to && (scratch[put - 1] == 0 || (id == proctitle && scratch[put - 1] == ' '))) {
      put--;
    }
    if (id == FieldNames.UNKNOWN) {
      record.addUnknown(line, key, keyEnd, EventRecord.STRING, scratch, to, put);
    } else {
      record.add(id, EventRecord.STRING, scratch, to, put);
    }
  }
}
