package io.ironpost.rules.regex;

/// Escapes that stand for one code point of a set, in and out of classes.
final class EscapeParser {
  private static final int MAX_CODE_POINT_DIGITS = 8;

  private EscapeParser() {}

  /// The set meant by the escape whose backslash has just been taken.
  static CodePointSet set(PatternCursor in, int at) {
    int c = in.next();
    return switch (c) {
      case 'd' -> CharClasses.DIGIT;
      case 'D' -> CharClasses.DIGIT.negate();
      case 'w' -> CharClasses.WORD;
      case 'W' -> CharClasses.WORD.negate();
      case 's' -> CharClasses.SPACE;
      case 'S' -> CharClasses.SPACE.negate();
      case 'h' -> CharClasses.HORIZONTAL_SPACE;
      case 'H' -> CharClasses.HORIZONTAL_SPACE.negate();
      case 'v' -> CharClasses.VERTICAL_SPACE;
      case 'V' -> CharClasses.VERTICAL_SPACE.negate();
      case 'p' -> property(in, at);
      case 'P' -> property(in, at).negate();
      default -> CodePointSet.of(codePoint(in, at, c));
    };
  }

  private static int codePoint(PatternCursor in, int at, int c) {
    return switch (c) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'f' -> '\f';
      case 'a' -> 0x07;
      case 'e' -> 0x1b;
      case 'x' -> hexadecimal(in, at, 2);
      case 'u' -> utf16(in, at);
      case '0' -> Integer.parseInt("0" + in.digits(8, 2), 8);
      case 'c' -> control(in, at);
      default -> {
        if (c >= 0x80 || !CharClasses.ALNUM.contains(c)) yield c;
        throw refuse(in, at, c);
      }
    };
  }

  private static RegexSyntaxException refuse(PatternCursor in, int at, int c) {
    if (c == 'k' || c == 'g' || (c >= '1' && c <= '9')) {
      return in.refuse(
          at,
          "the backreference \\%c is outside the linear subset".formatted(c),
          "Write the pattern without it; for a byte by its code use \\xHH");
    }
    return in.refuse(
        at,
        "the escape \\%c is not known here".formatted(c),
        "For the letter itself leave out the backslash; for a backslash write \\\\");
  }

  /// Exactly `length` digits, or any number of them in braces.
  private static int hexadecimal(PatternCursor in, int at, int length) {
    boolean braces = in.accept("{");
    String digits = in.digits(16, braces ? MAX_CODE_POINT_DIGITS : length);
    boolean complete = braces ? in.accept("}") && !digits.isEmpty() : digits.length() == length;
    if (!complete) {
      throw in.refuse(at, "an incomplete code point", "Write \\xHH, \\uHHHH or \\x{H…}");
    }
    long value = Long.parseLong(digits, 16);
    if (value > Character.MAX_CODE_POINT) {
      throw in.refuse(at, "a code point beyond 10FFFF", "Use one that exists");
    }
    return (int) value;
  }

  /// Rules written for UTF-16 engines name a code point beyond FFFF by its two halves; one half
  /// alone is no character and in no valid UTF-8.
  private static int utf16(PatternCursor in, int at) {
    int unit = hexadecimal(in, at, 4);
    if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) return unit;
    if (Character.isHighSurrogate((char) unit) && in.accept("\\u")) {
      int low = hexadecimal(in, at, 4);
      if (low <= Character.MAX_VALUE && Character.isLowSurrogate((char) low)) {
        return Character.toCodePoint((char) unit, (char) low);
      }
    }
    throw in.refuse(at, "half of a surrogate pair", "Write both halves, or the code point \\x{H…}");
  }

  private static int control(PatternCursor in, int at) {
    int c = in.next();
    if (c < 0x20 || c > 0x7e) {
      throw in.refuse(at, "\\c without an ASCII char after it", "Write \\cA, or \\xHH");
    }
    return Character.toUpperCase(c) ^ 0x40;
  }

  /// `\pL`, `\p{Lu}`, `\p{^Lu}`.
  private static CodePointSet property(PatternCursor in, int at) {
    boolean braces = in.accept("{");
    boolean negated = braces && in.accept("^");
    String name = braces ? in.until("}", "\\p{") : Character.toString(in.next());
    CodePointSet set =
        UnicodeProperties.named(name)
            .orElseThrow(() ->
                in.refuse(
                    at,
                    "an unknown property \\p{" + name + "}",
                    "Known are general categories, scripts (IsLatin), blocks (InGreek), POSIX"
                        + " names"));
    return negated ? set.negate() : set;
  }
}
