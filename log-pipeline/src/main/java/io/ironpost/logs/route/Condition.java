package io.ironpost.logs.route;

import io.ironpost.core.event.EventRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// One field compared with words: any of them, any element of the field, letters of ASCII in either
/// case.
final class Condition {
  private enum Form {
    WHOLE,
    STARTS,
    ENDS,
    CONTAINS
  }

  private record Word(Form form, byte[] lower) {
    static Word of(String text) {
      boolean open = text.endsWith("*");
      boolean openBefore = text.startsWith("*") && text.length() > 1;
      String bare = text.substring(openBefore ? 1 : 0, text.length() - (open ? 1 : 0));
      Form form =
          open && openBefore
              ? Form.CONTAINS
              : open ? Form.STARTS : openBefore ? Form.ENDS : Form.WHOLE;
      return new Word(form, bare.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    boolean matches(byte[] bytes, int start, int end) {
      int spare = end - start - lower.length;
      if (spare < 0) {
        return false;
      }
      return switch (form) {
        case WHOLE -> spare == 0 && standsAt(bytes, start);
        case STARTS -> standsAt(bytes, start);
        case ENDS -> standsAt(bytes, start + spare);
        case CONTAINS -> standsIn(bytes, start, start + spare);
      };
    }

    private boolean standsIn(byte[] bytes, int first, int last) {
      int at = first;
      while (at <= last && !standsAt(bytes, at)) {
        at++;
      }
      return at <= last;
    }

    private boolean standsAt(byte[] bytes, int at) {
      for (int i = 0; i < lower.length; i++) {
        int b = bytes[at + i];
        if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != lower[i]) {
          return false;
        }
      }
      return true;
    }
  }

  private final int fieldId;
  private final Word[] words;

  /// @param words any of these; `*` at either end stands for anything; `*` alone for any value; no
  ///   words when the field must be absent
  Condition(int fieldId, List<String> words) {
    this.fieldId = fieldId;
    this.words = words.stream().map(Word::of).toArray(Word[]::new);
  }

  boolean holds(EventRecord record) {
    if (words.length == 0) {
      return record.first(fieldId) < 0;
    }
    for (int entry = record.first(fieldId); entry >= 0; entry = record.next(entry)) {
      if (anyMatches(record.bytes(entry), record.start(entry), record.end(entry))) {
        return true;
      }
    }
    return false;
  }

  private boolean anyMatches(byte[] bytes, int start, int end) {
    for (Word word : words) {
      if (word.matches(bytes, start, end)) {
        return true;
      }
    }
    return false;
  }
}
