package io.ironpost.ebpf.trace;

/// Arguments as one text. They are joined with blanks and not quoted, as auditd's and Sysmon's
/// readers do and as rules expect it.
final class CommandLine {
  private CommandLine() {}

  /// Escapes arguments that each end with a zero; what stands behind the last zero is an argument
  /// that was cut.
  static byte[] escaped(byte[] bytes, int from, int to) {
    int end = to > from && bytes[to - 1] == 0 ? to - 1 : to;
    byte[] text = new byte[end - from];
    for (int i = 0; i < text.length; i++) {
      byte b = bytes[from + i];
      text[i] = b == 0 ? (byte) ' ' : b;
    }
    return JsonLine.escaped(text);
  }
}
