package io.ironpost.cli.output;

import java.util.ArrayList;
import java.util.List;

/// How many columns text takes on a terminal: wide for East Asian characters and emoji, none for
/// combining marks (Unicode Annex 11, as wcwidth(3) reads it, by blocks).
final class Width {
  /// Between the parts of names and paths; not of addresses.
  private static final String MARKS = "_-/=";

  private Width() {}

  static int of(String text) {
    int width = 0;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      width += of(c);
      at += Character.charCount(c);
    }
    return width;
  }

  static int of(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(c) ? 2 : 1;
  }

  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115f) // Hangul Jamo
        || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f) // CJK, Kana, Yi
        || (c >= 0xac00 && c <= 0xd7a3) // Hangul
        || (c >= 0xf900 && c <= 0xfaff) // CJK compatibility
        || (c >= 0xfe30 && c <= 0xfe6f)
        || (c >= 0xff00 && c <= 0xff60) // full-width forms
        || (c >= 0xffe0 && c <= 0xffe6)
        || (c >= 0x1f300 && c <= 0x1faff) // emoji
        || (c >= 0x20000 && c <= 0x3fffd);
  }

  /// The width of the longest piece without a blank.
  static int ofLongestWord(String text) {
    int longest = 0;
    for (String word : text.split(" ", -1)) {
      longest = Math.max(longest, of(word));
    }
    return longest;
  }

  /// The text in lines of at most `columns`, broken at blanks; a word alone too long is broken
  /// after a mark between its parts if it has one. What is left after `most` lines is cut.
  static List<String> fold(String text, int columns, int most) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (lines.size() < most - 1 && of(rest) > columns) {
      int at = breakAt(rest, fitting(rest, columns));
      lines.add(rest.substring(0, at));
      rest = rest.substring(at).stripLeading();
    }
    lines.add(cut(rest, columns));
    return lines;
  }

  private static int breakAt(String text, int end) {
    int blank = text.lastIndexOf(' ', end);
    if (blank > 0) {
      return blank;
    }
    for (int at = end; at > 1; at--) {
      if (MARKS.indexOf(text.charAt(at - 1)) >= 0) {
        return at;
      }
    }
    return end;
  }

  /// How many characters fit into `columns`, at least one.
  private static int fitting(String text, int columns) {
    int width = 0;
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      width += of(c);
      if (width > columns && at > 0) {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  /// The text cut to `columns`, with `…` where something is missing.
  static String cut(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    return text.substring(0, fitting(text, columns - 1)) + "…";
  }
}
