package io.ironpost.rules.regex;

/// The symbols of a text one after the other, for the paths where a call per symbol does not
/// matter; [LazyDfa] does the same inside its loop.
final class SymbolReader {
  private final byte[] bytes;
  private final int end;
  private final boolean finalNewline;
  private int at;
  private int decodedTo;
  private int symbol;

  /// @param decodedTo bytes before it are known to be part of well-formed UTF-8
  /// @param end where the text ends, without its final newline if that is a symbol of its own
  SymbolReader(byte[] bytes, int at, int decodedTo, int end, boolean finalNewline) {
    this.bytes = bytes;
    this.at = at;
    this.decodedTo = decodedTo;
    this.end = end;
    this.finalNewline = finalNewline;
  }

  /// Moves on; false after [Symbol#END] has been read.
  boolean advance() {
    int past = at - end - (finalNewline ? 1 : 0);
    if (past > 0) return false;
    symbol = past == 0 ? Symbol.END : at == end ? Symbol.FINAL_NEWLINE : decode();
    at++;
    return true;
  }

  int symbol() {
    return symbol;
  }

  private int decode() {
    if (bytes[at] >= 0) return bytes[at];
    if (at >= decodedTo) {
      int length = Utf8.sequenceLength(bytes, at, end);
      if (length == 0) return Symbol.UNDECODABLE;
      decodedTo = at + length;
    }
    return bytes[at] & 0xff;
  }
}
