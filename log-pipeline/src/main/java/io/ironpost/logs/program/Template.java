package io.ironpost.logs.program;

import io.ironpost.core.event.EventRecord;
import java.util.List;

/// One way a message can read, compiled. It must fit the message from its first byte to its last:
/// with both ends held, a hostile text in the middle cannot pose as what the program wrote.
final class Template {
  /// Where a `text` capture tries to end, from the right, before the template is given up. The
  /// program's own words come last, so the first try is nearly always the right one; the limit
  /// keeps time linear in the line.
  private static final int MAX_SPLITS = 32;

  /// More pieces than any template has.
  static final int MAX_PIECES = 48;

  private static final byte[] NOTHING = {};
  private static final int NO_MATCH = -1;

  private final byte[] prefix;
  private final byte[][] literals; // empty where the piece is a capture
  private final Capture[] captures;
  private final boolean[] optional;
  private final Target[] targets;
  private final Keys keys;
  private final Constants constants;

  /// The fields that a message sets whatever it says.
  ///
  /// @param fieldIds the fields
  /// @param values their values, in the same order
  record Constants(int[] fieldIds, byte[][] values) {
    void add(EventRecord record) {
      for (int i = 0; i < fieldIds.length; i++) {
        byte[] value = values[i];
        record.add(fieldIds[i], EventRecord.STRING | EventRecord.DERIVED, value, 0, value.length);
      }
    }
  }

  Template(List<Piece> pieces, Fields fields, Keys keys, Constants constants) {
    boolean hasPrefix = !pieces.isEmpty() && pieces.getFirst() instanceof Piece.Literal;
    this.prefix = hasPrefix ? literal(pieces.getFirst()) : NOTHING;
    List<Piece> rest = hasPrefix ? pieces.subList(1, pieces.size()) : pieces;
    int count = rest.size();
    this.literals = new byte[count][];
    this.captures = new Capture[count];
    this.optional = new boolean[count];
    this.targets = new Target[count];
    for (int i = 0; i < count; i++) {
      literals[i] = literal(rest.get(i));
      captures[i] = Capture.WORD;
      targets[i] = fields.target("_", Capture.WORD);
      if (rest.get(i) instanceof Piece.Field(String name, Capture capture, boolean mayBeEmpty)) {
        captures[i] = capture;
        optional[i] = mayBeEmpty;
        targets[i] = fields.target(name, capture);
      }
    }
    this.keys = keys;
    this.constants = constants;
  }

  private static byte[] literal(Piece piece) {
    return piece instanceof Piece.Literal(String text) ? Fields.utf8(text) : NOTHING;
  }

  /// What every message of this template begins with; may be empty.
  byte[] prefix() {
    return prefix;
  }

  /// Whether the template fits `bytes[from, to)`, given that its prefix has been seen to fit; then
  /// `spans[2i], spans[2i + 1]` are the bounds of piece i.
  boolean fits(byte[] bytes, int from, int to, int[] spans) {
    return fits(0, bytes, from + prefix.length, to, spans);
  }

  /// Adds the fields of the last message that fitted.
  void add(EventRecord record, byte[] bytes, int[] spans) {
    constants.add(record);
    for (int i = 0; i < captures.length; i++) {
      if (literals[i].length > 0) {
        continue;
      }
      int start = spans[2 * i];
      int end = spans[2 * i + 1];
      switch (captures[i]) {
        case KV -> keys.take(record, bytes, start, end);
        case IP -> targets[i].addAddress(record, bytes, start, end);
        case WORD, INT, ADDR, QUOTED, UPTO, TEXT, REST -> targets[i].add(record, bytes, start, end);
      }
    }
  }

  private boolean fits(int first, byte[] bytes, int from, int to, int[] spans) {
    int at = from;
    for (int i = first; i < captures.length; i++) {
      byte[] literal = literals[i];
      if (literal.length > 0) {
        if (!ByteSearch.startsWith(bytes, at, to, literal)) {
          return false;
        }
        at += literal.length;
        continue;
      }
      if (captures[i] == Capture.TEXT && i + 1 < captures.length) {
        return fitsAfterText(i, bytes, at, to, spans);
      }
      int end = end(i, bytes, at, to);
      if (end == NO_MATCH || (end == at && !mayBeEmpty(i))) {
        return false;
      }
      boolean quoted = captures[i] == Capture.QUOTED;
      spans[2 * i] = quoted ? at + 1 : at;
      spans[2 * i + 1] = quoted ? end - 1 : end;
      at = end;
    }
    return at == to;
  }

  private boolean mayBeEmpty(int piece) {
    return switch (captures[piece]) {
      case WORD, INT, IP, ADDR, QUOTED -> optional[piece];
      case UPTO, TEXT, REST, KV -> true;
    };
  }

  private boolean fitsAfterText(int text, byte[] bytes, int from, int to, int[] spans) {
    byte[] next = literals[text + 1];
    int limit = to;
    for (int split = 0; split < MAX_SPLITS; split++) {
      int end = ByteSearch.last(bytes, from, limit, next);
      if (end < 0) {
        return false;
      }
      if (fits(text + 2, bytes, end + next.length, to, spans)) {
        spans[2 * text] = from;
        spans[2 * text + 1] = end;
        return true;
      }
      limit = end + next.length - 1;
    }
    return false;
  }

  private int end(int piece, byte[] bytes, int at, int to) {
    return switch (captures[piece]) {
      case WORD -> endOfWord(piece, bytes, at, to);
      case INT -> endOfDigits(bytes, at, to);
      case IP -> optionalEnd(piece, AddressText.end(bytes, at, to), at);
      case ADDR -> endOfAddress(piece, bytes, at, to);
      case QUOTED -> optionalEnd(piece, endOfQuoted(bytes, at, to), at);
      case UPTO -> isLast(piece) ? to : ByteSearch.first(bytes, at, to, literals[piece + 1]);
      case TEXT, REST, KV -> to;
    };
  }

  private int optionalEnd(int piece, int end, int at) {
    return end < 0 && optional[piece] ? at : end;
  }

  private boolean isLast(int piece) {
    return piece + 1 == captures.length;
  }

  private int endOfWord(int piece, byte[] bytes, int at, int to) {
    int space = ByteSearch.space(bytes, at, to);
    if (isLast(piece) || literals[piece + 1][0] == ' ') {
      return space;
    }
    byte[] next = literals[piece + 1];
    for (int end = at; end < space; end++) {
      if (bytes[end] == next[0] && ByteSearch.startsWith(bytes, end, to, next)) {
        return end;
      }
    }
    return space;
  }

  /// An IPv6 address is full of colons, which often come next in the template too: an address is an
  /// address first.
  private int endOfAddress(int piece, byte[] bytes, int at, int to) {
    int end = AddressText.end(bytes, at, to);
    boolean fits =
        end >= 0
            && (isLast(piece)
                ? end == to
                : ByteSearch.startsWith(bytes, end, to, literals[piece + 1]));
    return fits ? end : endOfWord(piece, bytes, at, to);
  }

  private static int endOfDigits(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }

  private static int endOfQuoted(byte[] bytes, int from, int to) {
    if (from >= to || bytes[from] != '"') {
      return NO_MATCH;
    }
    int at = from + 1;
    while (at < to && bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    return at < to ? at + 1 : NO_MATCH;
  }
}
