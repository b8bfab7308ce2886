package io.ironpost.rules.read;

import io.ironpost.rules.model.ByteString;
import io.ironpost.rules.model.TextPattern.Literal;
import io.ironpost.rules.model.TextPattern.Part;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// The encoding modifiers: how a value looks after a program has wrapped it.
final class Encodings {
  private Encodings() {}

  /// The literals of a pattern in UTF-16; wildcards stay.
  static PatternText utf16(PatternText text, Modifier form) {
    List<Part> parts = new ArrayList<>();
    for (Part part : text.parts()) {
      parts.add(part instanceof Literal(ByteString b) ? new Literal(utf16(b, form)) : part);
    }
    return new PatternText(parts);
  }

  private static ByteString utf16(ByteString utf8, Modifier form) {
    Charset charset =
        form == Modifier.UTF16BE ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    ByteString encoded = ByteString.of(utf8.toString().getBytes(charset));
    ByteString mark = ByteString.of(new byte[] {(byte) 0xFF, (byte) 0xFE});
    return form == Modifier.UTF16 ? mark.plus(encoded) : encoded;
  }

  static ByteString base64(ByteString bytes) {
    return ByteString.of(Base64.getEncoder().encode(bytes.toBytes()));
  }

  /// The three spellings of `bytes` inside a longer Base64 text, one per position modulo 3, each
  /// without the characters at its ends that depend on the neighbours: with `n` bytes before it, a
  /// value's first whole character is number ⌈8n/6⌉, and its last is the last that holds six of its
  /// own bits.
  static List<ByteString> base64Offsets(ByteString bytes) {
    List<ByteString> spellings = new ArrayList<>(3);
    for (int before = 0; before < 3; before++) {
      byte[] padded = new byte[before + bytes.length()];
      System.arraycopy(bytes.toBytes(), 0, padded, before, bytes.length());
      byte[] encoded = Base64.getEncoder().encode(padded);
      int from = (before * 8 + 5) / 6;
      int to = padded.length * 8 / 6;
      if (to > from) {
        spellings.add(ByteString.of(Arrays.copyOfRange(encoded, from, to)));
      }
    }
    return spellings;
  }
}
