package io.ironpost.rules.match;

import io.ironpost.rules.model.TextPattern;
import io.ironpost.rules.model.TextPattern.AnyRun;
import io.ironpost.rules.model.TextPattern.Literal;
import java.util.Arrays;
import java.util.List;

/// Chooses the plainest test that a text pattern allows.
final class TextTests {
  private TextTests() {}

  static ValueTest of(TextPattern pattern) {
    if (!pattern.cased() && UnicodeGlobTest.isNeededFor(pattern)) {
      return new UnicodeGlobTest(pattern);
    }
    return switch (TextShape.of(pattern)) {
      case TextShape.Anything _ -> (_, _, _, _) -> true;
      case TextShape.Exact(var text) -> exact(text, pattern.cased());
      case TextShape.Prefix(var text) -> prefix(text, pattern.cased());
      case TextShape.Suffix(var text) -> suffix(text, pattern.cased());
      case TextShape.Infix(var text) -> new ContainsTest(text, pattern.cased());
      case TextShape.Glob _ -> new GlobTest(pattern);
    };
  }

  private static ValueTest exact(byte[] text, boolean cased) {
    if (cased) {
      return (bytes, start, end, _) -> Arrays.equals(bytes, start, end, text, 0, text.length);
    }
    byte[] folded = Ascii.fold(text);
    return (bytes, start, end, _) ->
        end - start == folded.length && Ascii.foldedAt(bytes, start, folded);
  }

  private static ValueTest prefix(byte[] text, boolean cased) {
    if (cased) {
      return (bytes, start, end, _) ->
          end - start >= text.length
              && Arrays.equals(bytes, start, start + text.length, text, 0, text.length);
    }
    byte[] folded = Ascii.fold(text);
    return (bytes, start, end, _) ->
        end - start >= folded.length && Ascii.foldedAt(bytes, start, folded);
  }

  private static ValueTest suffix(byte[] text, boolean cased) {
    if (cased) {
      return (bytes, start, end, _) ->
          end - start >= text.length
              && Arrays.equals(bytes, end - text.length, end, text, 0, text.length);
    }
    byte[] folded = Ascii.fold(text);
    return (bytes, start, end, _) ->
        end - start >= folded.length && Ascii.foldedAt(bytes, end - folded.length, folded);
  }

  /// What a pattern comes down to when its wildcards stand at the ends only.
  sealed interface TextShape {
    record Anything() implements TextShape {}

    record Exact(byte[] text) implements TextShape {}

    record Prefix(byte[] text) implements TextShape {}

    record Suffix(byte[] text) implements TextShape {}

    record Infix(byte[] text) implements TextShape {}

    record Glob() implements TextShape {}

    static TextShape of(TextPattern pattern) {
      List<TextPattern.Part> parts = pattern.parts();
      return switch (parts.size()) {
        case 0 -> new Exact(new byte[0]);
        case 1 ->
            switch (parts.getFirst()) {
              case AnyRun _ -> new Anything();
              case Literal(var text) -> new Exact(text.toBytes());
              case TextPattern.AnyOne _ -> new Glob();
            };
        case 2 -> ofTwo(parts.get(0), parts.get(1));
        case 3 ->
            parts.get(0) instanceof AnyRun
                    && parts.get(1) instanceof Literal(var text)
                    && parts.get(2) instanceof AnyRun
                ? new Infix(text.toBytes())
                : new Glob();
        default -> new Glob();
      };
    }

    private static TextShape ofTwo(TextPattern.Part first, TextPattern.Part second) {
      if (first instanceof Literal(var text) && second instanceof AnyRun) {
        return new Prefix(text.toBytes());
      }
      if (first instanceof AnyRun && second instanceof Literal(var text)) {
        return new Suffix(text.toBytes());
      }
      return new Glob();
    }
  }
}
