package io.ironpost.rules.read;

import io.ironpost.rules.model.Location;
import java.nio.charset.StandardCharsets;

/// The text of a rule file. Positions are counted in code points, as YAML and editors do.
///
/// @param file as the user named it
/// @param idBase what ids are made of for rules that have none: the path without its extension
/// @param skippedBytes length of the byte order mark, which is no part of the text
record Source(String file, String idBase, String text, int skippedBytes) {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  static Source of(String file, String idBase, String decoded) {
    if (!decoded.isEmpty() && decoded.charAt(0) == BYTE_ORDER_MARK) {
      return new Source(file, idBase, decoded.substring(1), 3);
    }
    return new Source(file, idBase, decoded, 0);
  }

  Location at(Span span) {
    return new Location(file, span.line(), span.column());
  }

  /// The characters of a stretch.
  String raw(Span span) {
    int from = charIndex(span.start());
    return text.substring(from, text.offsetByCodePoints(from, span.length()));
  }

  /// Where a code point begins in the file, in bytes.
  int byteOffset(int codePoint) {
    String before = text.substring(0, charIndex(codePoint));
    return skippedBytes + before.getBytes(StandardCharsets.UTF_8).length;
  }

  private int charIndex(int codePoint) {
    return text.offsetByCodePoints(0, codePoint);
  }
}
