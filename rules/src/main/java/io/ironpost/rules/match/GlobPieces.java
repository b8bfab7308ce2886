package io.ironpost.rules.match;

import io.ironpost.rules.model.TextPattern;
import java.util.ArrayList;
import java.util.List;

/// Cuts a pattern at its `*`.
final class GlobPieces {
  private GlobPieces() {}

  /// One array a piece; in it -1 for `?`, else the byte (0–255), folded unless `cased`.
  static short[][] of(List<TextPattern.Part> parts, boolean cased) {
    List<short[]> pieces = new ArrayList<>();
    List<Short> piece = new ArrayList<>();
    for (TextPattern.Part part : parts) {
      switch (part) {
        case TextPattern.AnyOne _ -> piece.add((short) -1);
        case TextPattern.Literal(var text) -> addBytes(piece, text.toBytes(), cased);
        case TextPattern.AnyRun _ -> finish(piece, pieces);
      }
    }
    finish(piece, pieces);
    return pieces.toArray(short[][]::new);
  }

  private static void addBytes(List<Short> piece, byte[] text, boolean cased) {
    for (byte b : cased ? text : Ascii.fold(text)) {
      piece.add((short) (b & 0xff));
    }
  }

  private static void finish(List<Short> piece, List<short[]> pieces) {
    if (piece.isEmpty()) {
      return;
    }
    short[] done = new short[piece.size()];
    for (int i = 0; i < done.length; i++) {
      done[i] = piece.get(i);
    }
    pieces.add(done);
    piece.clear();
  }
}
