package io.ironpost.logs.syslog;

/// Takes `sshd[123]:`, `sshd(pam_unix)[123]:`, `/usr/sbin/cron[1]:`, `kernel:` and their like
/// apart.
///
/// RFC 3164 §4.1.3 ends a tag at the first byte that is no letter or digit; programs have since
/// used `-`, `_`, `.`, `/`, `@`, `+` and more in their names, so here a tag is what ends in a colon
/// or a process id before the first space.
final class Tag {
  /// RFC 3164 allows 32; systemd units and container names go over it. Longer is text.
  static final int MAX_LENGTH = 128;

  private int nameStart;
  private int nameEnd;
  private int moduleStart;
  private int moduleEnd;
  private int pidStart;
  private int pidEnd;
  private int messageStart;

  /// Reads the tag at `at`. When there is none, the name is empty and the message begins at `at`.
  boolean read(byte[] bytes, int at, int to) {
    int limit = Math.min(to, at + MAX_LENGTH);
    nameStart = at;
    nameEnd = at;
    moduleStart = moduleEnd = at;
    pidStart = pidEnd = at;
    messageStart = at;
    int end = at;
    int slash = at;
    while (end < limit && isNameByte(bytes[end])) {
      slash = bytes[end] == '/' ? end : slash;
      end++;
    }
    if (end == at || end == limit) {
      return false;
    }
    int after = module(bytes, end, limit);
    after = pid(bytes, after, limit);
    boolean colon =
        after < to && bytes[after] == ':' && (after + 1 == to || isGap(bytes[after + 1]));
    boolean pidOnly = pidEnd > pidStart && after < to && bytes[after] == ' ';
    if (!colon && !pidOnly) {
      moduleStart = moduleEnd = at;
      pidStart = pidEnd = at;
      return false;
    }
    nameStart = bytes[at] == '/' ? slash + 1 : at; // a path: the program is its last part
    nameEnd = end;
    after += colon ? 1 : 0;
    messageStart = after < to && bytes[after] == ' ' ? after + 1 : after;
    return nameEnd > nameStart;
  }

  private int module(byte[] bytes, int at, int limit) {
    if (bytes[at] != '(') {
      return at;
    }
    int end = at + 1;
    while (end < limit && isNameByte(bytes[end])) {
      end++;
    }
    if (end == limit || bytes[end] != ')') {
      return at;
    }
    moduleStart = at + 1;
    moduleEnd = end;
    return end + 1;
  }

  /// `[123]`; gdm writes `gdm-password][123]`.
  private int pid(byte[] bytes, int from, int limit) {
    int at = from + 1 < limit && bytes[from] == ']' && bytes[from + 1] == '[' ? from + 1 : from;
    if (at >= limit || bytes[at] != '[') {
      return from;
    }
    int end = Digits.end(bytes, at + 1, limit);
    if (end == at + 1 || end == limit || bytes[end] != ']') {
      return from;
    }
    pidStart = at + 1;
    pidEnd = end;
    return end + 1;
  }

  private static boolean isNameByte(byte b) {
    return b > ' ' && b != ':' && b != '[' && b != ']' && b != '(' && b != ')' && b != '"'
            && b != '=' && b != ',' && b != ';' && b != '{' && b != '<' && b != '%'
        || b < 0;
  }

  private static boolean isGap(byte b) {
    return b == ' ' || b == '\t';
  }

  int nameStart() {
    return nameStart;
  }

  int nameEnd() {
    return nameEnd;
  }

  int moduleStart() {
    return moduleStart;
  }

  int moduleEnd() {
    return moduleEnd;
  }

  int pidStart() {
    return pidStart;
  }

  int pidEnd() {
    return pidEnd;
  }

  int messageStart() {
    return messageStart;
  }
}
