package io.ironpost.logs.audit;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsource;
import io.ironpost.core.event.Logsources;
import io.ironpost.logs.text.Ascii;

/// Takes the lines of one audit event apart and adds what they mean together.
final class AuditFields {
  /// Where `{ … }` stands in an SELinux record at the latest, and how long it is.
  private static final int MAX_DECISION = 256;

  private static final int DERIVED = EventRecord.STRING | EventRecord.DERIVED;

  /// Before this byte stand the fields as the kernel wrote them, after it auditd's translation of
  /// numbers to names (log_format=ENRICHED, auditd.conf(5)).
  private static final byte ENRICHED = 0x1d;

  private final Logsource logsource;
  private final AuditValues values;
  private final int type;
  private final int hostname;
  private final int message;
  private final int node;
  private final int syscall;
  private final int syscallName;
  private final int arch;
  private final int commandLine;
  private final int proctitle;
  private final int image;
  private final int exe;
  private final int user;
  private final int acct;
  private final int srcIp;
  private final int addr;
  private final int process;
  private final int comm;
  private final int decision;
  private final int permissions;
  private final int[] arguments = new int[MAX_JOINED];

  /// Arguments joined to the command line; more are kept as fields only.
  private static final int MAX_JOINED = 256;

  private int argumentCount;
  private boolean execve;

  AuditFields(FieldNames names, Logsources logsources) {
    this.logsource = logsources.of("linux", "", "auditd");
    this.values = new AuditValues(names);
    type = names.idOf("type");
    hostname = names.idOf("hostname");
    message = names.idOf("message");
    node = names.idOf("node");
    syscall = names.idOf("syscall");
    syscallName = names.idOf("SYSCALL");
    arch = names.idOf("arch");
    commandLine = names.idOf("CommandLine");
    proctitle = names.idOf("proctitle");
    image = names.idOf("Image");
    exe = names.idOf("exe");
    user = names.idOf("user");
    acct = names.idOf("acct");
    srcIp = names.idOf("src_ip");
    addr = names.idOf("addr");
    process = names.idOf("process");
    comm = names.idOf("comm");
    decision = names.idOf("seresult");
    permissions = names.idOf("seperms");
  }

  void begin(EventRecord record, AuditHeader header) {
    argumentCount = 0;
    record.timeNanos(header.nanos());
    record.logsource(logsource);
    if (header.nodeEnd > header.nodeStart) {
      record.add(node, header.nodeStart, header.nodeEnd);
      record.addDerived(hostname, header.nodeStart, header.nodeEnd);
    }
  }

  /// Adds the fields of the line whose header was read, up to `end`.
  void addLine(EventRecord record, AuditHeader header, int end) {
    byte[] line = record.line();
    record.add(type, header.typeStart, header.typeEnd);
    execve = AuditText.is(line, header.typeStart, header.typeEnd, "EXECVE");
    boolean call = AuditText.is(line, header.typeStart, header.typeEnd, "SYSCALL");
    values.decodesArguments(!call);
    int at = afterDecision(record, line, header.body, end);
    while (at < end) {
      at = field(record, line, at, end);
    }
  }

  /// Reads `avc: denied { read write } for ` (SELinux), the one thing that is no `key=value`.
  private int afterDecision(EventRecord record, byte[] line, int from, int end) {
    int open = Ascii.find(line, from, Math.min(end, from + MAX_DECISION), "{ ");
    int close = open < 0 ? -1 : Ascii.find(line, open, Math.min(end, open + MAX_DECISION), " }");
    if (close < open + 2 || !Ascii.standsAt(line, from, end, " avc:  ")) {
      return from;
    }
    int word = from + 7;
    record.add(decision, word, Ascii.wordEnd(line, word, open));
    record.add(permissions, open + 2, close);
    return close + 2;
  }

  /// Reads the next `key=value` and returns the place after it.
  private int field(EventRecord record, byte[] line, int from, int end) {
    int start = from;
    while (start < end && isSeparator(line[start])) {
      start++;
    }
    int equals = start;
    while (equals < end && line[equals] != '=' && !isSeparator(line[equals])) {
      equals++;
    }
    if (equals >= end || line[equals] != '=' || equals == start) {
      return equals == start
          ? equals + 1
          : equals; // words between the fields: `avc:  denied  { read }`
    }
    int valueStart = equals + 1;
    if (valueStart < end && line[valueStart] == '\'') {
      return valueStart + 1; // msg='…': its fields are read as if they stood in the line
    }
    boolean quoted = valueStart < end && line[valueStart] == '"';
    int valueEnd = valueEnd(line, valueStart, end, quoted);
    if (valueEnd > valueStart) {
      add(record, line, start, equals, quoted ? valueStart + 1 : valueStart, valueEnd, quoted);
    }
    return quoted ? valueEnd + 1 : valueEnd;
  }

  private static boolean isSeparator(byte b) {
    return b == ' ' || b == ',' || b == '\'' || b == '(' || b == ')' || b == ENRICHED;
  }

  private static int valueEnd(byte[] line, int start, int end, boolean quoted) {
    int at = quoted ? start + 1 : start;
    if (quoted) {
      while (at < end && line[at] != '"') {
        at++;
      }
      return at;
    }
    while (at < end && line[at] != ' ' && line[at] != ENRICHED && line[at] != '\'') {
      at++;
    }
    return at > start && line[at - 1] == ',' ? at - 1 : at;
  }

  private void add(
      EventRecord record, byte[] line, int key, int keyEnd, int start, int end, boolean quoted) {
    if (!quoted && isUnset(line, start, end)) {
      return;
    }
    int bracket = key;
    while (bracket < keyEnd && line[bracket] != '[') {
      bracket++; // a1[0]=, a1[1]=: pieces of one long argument
    }
    int entry = record.count();
    values.add(record, line, key, bracket, start, end, quoted);
    boolean argument =
        execve && record.count() > entry && AuditValues.isArgument(line, key, bracket);
    if (argument && argumentCount < MAX_JOINED) {
      arguments[argumentCount++] = entry;
    }
  }

  /// `?` and `(null)` stand for no value.
  private static boolean isUnset(byte[] line, int start, int end) {
    return AuditText.is(line, start, end, "?") || AuditText.is(line, start, end, "(null)");
  }

  /// Adds what the whole event means, once all lines are in.
  void finish(EventRecord record) {
    addSyscallName(record);
    if (argumentCount > 0) {
      addCommandLine(record);
    } else {
      also(record, proctitle, commandLine);
    }
    also(record, exe, image);
    also(record, acct, user);
    also(record, comm, process);
    int address = record.first(addr);
    if (address >= 0 && isAddress(record, address)) {
      also(record, addr, srcIp);
    }
    record.addDerived(message, record.lineStart(), record.lineEnd());
  }

  private static boolean isAddress(EventRecord record, int entry) {
    byte first =
        record.start(entry) < record.end(entry) ? record.bytes(entry)[record.start(entry)] : 0;
    return AuditText.hex(first) >= 0 || first == ':';
  }

  private static void also(EventRecord record, int from, int to) {
    int entry = record.first(from);
    if (entry >= 0) {
      record.add(to, DERIVED, record.bytes(entry), record.start(entry), record.end(entry));
    }
  }

  private void addSyscallName(EventRecord record) {
    int call = record.first(syscall);
    int machine = record.first(arch);
    if (call < 0 || machine < 0) {
      return;
    }
    int number = number(record, call);
    byte[] name =
        Syscalls.name(record.bytes(machine), record.start(machine), record.end(machine), number);
    if (name.length > 0) {
      record.add(syscall, DERIVED, name, 0, name.length);
      if (record.first(syscallName) < 0) {
        record.add(syscallName, DERIVED, name, 0, name.length);
      }
    }
  }

  private static int number(EventRecord record, int entry) {
    int value = 0;
    for (int i = record.start(entry); i < record.end(entry); i++) {
      byte b = record.bytes(entry)[i];
      if (!AuditText.isDigit(b) || value > 100_000) {
        return -1;
      }
      value = value * 10 + b - '0';
    }
    return value;
  }

  private void addCommandLine(EventRecord record) {
    int length = argumentCount - 1;
    for (int i = 0; i < argumentCount; i++) {
      length += record.end(arguments[i]) - record.start(arguments[i]);
    }
    int start = record.reserve(length);
    byte[] scratch = record.scratch();
    int at = start;
    for (int i = 0; i < argumentCount; i++) {
      int entry = arguments[i];
      int size = record.end(entry) - record.start(entry);
      System.arraycopy(record.bytes(entry), record.start(entry), scratch, at, size);
      at += size;
      if (i < argumentCount - 1) {
        scratch[at++] = ' ';
      }
    }
    record.add(commandLine, DERIVED, scratch, start, at);
  }
}
