package io.ironpost.logs.program;

import io.ironpost.core.event.EventRecord;
import java.util.Arrays;
import java.util.List;

/// Pieces in a row, compiled. Matching goes forward only: every piece but `text` has one way to
/// end.
final class Sequence {
  private static final byte[] NOTHING = {};
  private static final int NO_MATCH = -1;

  private final byte[][] literals; // empty where the piece is a capture
  private final Capture[] captures;
  private final boolean[] optional;
  private final Target[] targets;
  private final byte[] ending; // the literal that stands last, or nothing

  Sequence(List<Piece> pieces, Fields fields) {
    int size = pieces.size();
    this.literals = new byte[size][];
    this.captures = new Capture[size];
    this.optional = new boolean[size];
    this.targets = new Target[size];
    for (int i = 0; i < size; i++) {
      literals[i] = literal(pieces.get(i));
      captures[i] = Capture.WORD;
      targets[i] = fields.target("_", Capture.WORD);
      if (pieces.get(i) instanceof Piece.Field(String name, Capture capture, boolean mayBeEmpty)) {
        captures[i] = capture;
        optional[i] = mayBeEmpty;
        targets[i] = fields.target(name, capture);
      }
    }
    this.ending = size == 0 ? NOTHING : literals[size - 1];
  }

  /// Whether a message that ends at `to` can end as this does: a look at its last bytes spares most
  /// wrong ones.
  boolean canEnd(byte[] bytes, int from, int to) {
    int start = to - ending.length;
    return ending.length == 0
        || (start >= from
            && bytes[to - 1] == ending[ending.length - 1]
            && ByteSearch.startsWith(bytes, start, to, ending));
  }

  static byte[] literal(Piece piece) {
    return piece instanceof Piece.Literal(String text) ? Fields.utf8(text) : NOTHING;
  }

  int size() {
    return captures.length;
  }

  /// Matches pieces from the `resume`th on, those before it being known from another sequence that
  /// begins with the same pieces. Piece i is piece `base + i` of the match.
  ///
  /// @return how many pieces match
  int match(byte[] bytes, int from, int to, Match match, int base, int resume) {
    int[] bounds = match.bounds;
    int at = end(resume, from, match, base);
    for (int i = resume; i < literals.length; i++) {
      byte[] literal = literals[i];
      int end;
      if (literal.length == 0) {
        end = end(i, bytes, at, to);
        if (end == NO_MATCH || (end == at && !mayBeEmpty(i))) {
          return i;
        }
      } else {
        end = at + literal.length;
        if (!ByteSearch.startsWith(bytes, at, to, literal)) {
          return i;
        }
      }
      bounds[2 * (base + i)] = at;
      bounds[2 * (base + i) + 1] = end;
      at = end;
    }
    return literals.length;
  }

  /// Where the first `count` pieces end when they begin at `from`.
  int end(int count, int from, Match match, int base) {
    return count == 0 ? from : match.bounds[2 * (base + count) - 1];
  }

  /// Adds the values of the last match.
  void add(EventRecord record, byte[] bytes, Keys keys, Match match, int base) {
    for (int i = 0; i < captures.length; i++) {
      if (literals[i].length > 0) {
        continue;
      }
      int start = match.bounds[2 * (base + i)];
      int end = match.bounds[2 * (base + i) + 1];
      switch (captures[i]) {
        case KV -> keys.take(record, bytes, start, end);
        case IP -> targets[i].addAddress(record, bytes, start, end);
        case QUOTED -> targets[i].add(record, bytes, start + 1, end - 1);
        case WORD, INT, ADDR, HOST, UPTO, TEXT, SOLE, REST ->
            targets[i].add(record, bytes, start, end);
      }
    }
  }

  /// How many leading pieces match or fail alike in both, whatever the message.
  int sharedWith(Sequence other) {
    int shared = 0;
    while (shared < size() && shared < other.size() && isAlike(other, shared)) {
      shared++;
    }
    return shared;
  }

  private boolean isAlike(Sequence other, int i) {
    if (!Arrays.equals(literals[i], other.literals[i])
        || captures[i] != other.captures[i]
        || optional[i] != other.optional[i]) {
      return false;
    }
    if (literals[i].length > 0 || captures[i].endsItself()) {
      return true;
    }
    byte[] next = i + 1 < size() ? literals[i + 1] : NOTHING;
    byte[] otherNext = i + 1 < other.size() ? other.literals[i + 1] : NOTHING;
    boolean word = captures[i] == Capture.WORD || captures[i] == Capture.HOST;
    boolean atSpaces = word && isAtSpace(next) && isAtSpace(otherNext);
    return atSpaces || Arrays.equals(next, otherNext);
  }

  private static boolean isAtSpace(byte[] next) {
    return next.length == 0 || next[0] == ' ';
  }

  private boolean mayBeEmpty(int piece) {
    return switch (captures[piece]) {
      case WORD, INT, IP, ADDR, HOST, QUOTED -> optional[piece];
      case UPTO, TEXT, SOLE, REST, KV -> true;
    };
  }

  private int end(int piece, byte[] bytes, int at, int to) {
    return switch (captures[piece]) {
      case WORD, HOST -> endOfWord(piece, bytes, at, to);
      case INT -> endOfDigits(bytes, at, to);
      case IP -> optionalEnd(piece, AddressText.end(bytes, at, to), at);
      case ADDR -> endOfAddress(piece, bytes, at, to);
      case QUOTED -> optionalEnd(piece, endOfQuoted(bytes, at, to), at);
      case UPTO -> isLast(piece) ? to : ByteSearch.first(bytes, at, to, literals[piece + 1]);
      case SOLE -> isLast(piece) ? to : sole(bytes, at, to, literals[piece + 1]);
      case TEXT, REST, KV -> to;
    };
  }

  private static int sole(byte[] bytes, int at, int to, byte[] next) {
    int first = ByteSearch.first(bytes, at, to, next);
    return first == ByteSearch.last(bytes, at, to, next) ? first : NO_MATCH;
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
