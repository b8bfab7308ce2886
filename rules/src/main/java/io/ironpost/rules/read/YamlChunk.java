package io.ironpost.rules.read;

import java.util.ArrayList;
import java.util.List;

/// A part of a file between two `---` lines, so that a document with broken syntax does not take
/// its neighbours with it. YAML ends every document at such a line, even inside a block scalar
/// (YAML 1.2.2, section 9.1.4), so cutting there is exact.
///
/// @param firstLine number of its first line, from 0
/// @param firstCodePoint where it begins in the source
record YamlChunk(String text, int firstLine, int firstCodePoint) {
  static List<YamlChunk> split(String text) {
    List<YamlChunk> chunks = new ArrayList<>();
    int chunkStart = 0;
    int chunkLine = 0;
    int codePoints = 0;
    int line = 0;
    boolean content = false;
    for (int at = 0; at < text.length(); line++) {
      int next = nextLine(text, at);
      if (isMarker(text, at) && content) {
        String chunk = text.substring(chunkStart, at);
        chunks.add(new YamlChunk(chunk, chunkLine, codePoints));
        codePoints += chunk.codePointCount(0, chunk.length());
        chunkStart = at;
        chunkLine = line;
        content = false;
      }
      content |= hasContent(text, at, next);
      at = next;
    }
    chunks.add(new YamlChunk(text.substring(chunkStart), chunkLine, codePoints));
    return chunks;
  }

  private static int nextLine(String text, int from) {
    int newline = text.indexOf('\n', from);
    return newline < 0 ? text.length() : newline + 1;
  }

  private static boolean isMarker(String text, int at) {
    return text.startsWith("---", at)
        && (at + 3 == text.length() || Character.isWhitespace(text.charAt(at + 3)));
  }

  /// Comments, blank lines and directives belong to the document that follows them.
  private static boolean hasContent(String text, int from, int to) {
    int at = from;
    while (at < to && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < to && text.charAt(at) != '#' && text.charAt(at) != '%';
  }

  /// The stretch from where the parser says something starts to where it ends, in the whole source.
  Span span(int line, int column, int index, int length) {
    return new Span(firstLine + line + 1, column + 1, firstCodePoint + index, length);
  }
}
