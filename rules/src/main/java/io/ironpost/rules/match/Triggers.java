package io.ironpost.rules.match;

import io.ironpost.rules.match.TextTests.TextShape;
import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.model.Predicate;
import io.ironpost.rules.model.TextPattern;
import io.ironpost.rules.regex.Literal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What the index can notice of a predicate.
///
/// @param anyOf whenever the predicate holds, at least one of these is there; empty when nothing
///   can be noticed (the predicate holds on absence)
/// @param complete whether the one trigger being there is the predicate holding, so that it need
///   not be tested any more
record Triggers(List<Trigger> anyOf, boolean complete) {
  private static final Triggers NOTHING = new Triggers(List.of(), false);

  /// Shorter pieces occur everywhere: the presence of the field says as much.
  private static final int MIN_PIECE = 2;

  /// Of longer substrings the rarest piece of this length is looked for: the automaton of
  /// `CommandLine` over all of SigmaHQ is half the size, that of `Hashes` a quarter, and 16 bytes
  /// tell as well as 60.
  private static final int MAX_INFIX = 16;

  static Triggers of(Predicate predicate, Compilation compilation) {
    return switch (predicate) {
      case Predicate.Field(var _, Matcher.TimePart _) -> NOTHING;
      case Predicate.Field(var field, var matcher) ->
          ofMatcher(compilation.field(field), matcher, compilation);
      case Predicate.Keyword(var matcher) -> ofMatcher(Trigger.ANY_TEXT, matcher, compilation);
      case Predicate.Exists(var field, var expected) ->
          expected ? complete(Trigger.present(compilation.field(field))) : NOTHING;
      case Predicate.IsNull _ -> NOTHING;
      case Predicate.SameAs(var field, var _, var _, var _) ->
          woken(Trigger.present(compilation.field(field)));
    };
  }

  private static Triggers complete(Trigger trigger) {
    return new Triggers(List.of(trigger), true);
  }

  private static Triggers woken(Trigger trigger) {
    return new Triggers(List.of(trigger), false);
  }

  private static Triggers ofMatcher(int fieldId, Matcher matcher, Compilation compilation) {
    return switch (matcher) {
      case Matcher.Text(var pattern) -> ofText(fieldId, pattern);
      case Matcher.Regex regex -> ofRegex(fieldId, compilation.regex(regex).requiredAnyOf());
      case Matcher.Number(var operator, var value) -> ofNumber(fieldId, operator, value);
      case Matcher.Bool(var value) ->
          complete(Trigger.of(Trigger.Kind.EXACT, fieldId, ascii(String.valueOf(value))));
      case Matcher.Cidr _, Matcher.TimePart _ -> woken(Trigger.present(fieldId));
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Triggers ofNumber(int fieldId, Matcher.Operator operator, BigDecimal value) {
    long integer = NumberTest.asLong(value);
    return operator == Matcher.Operator.EQ
            && integer != Numbers.NOT_AN_INTEGER
            && fieldId != Trigger.ANY_TEXT
        ? complete(Trigger.of(Trigger.Kind.NUMBER, fieldId, ascii(Long.toString(integer))))
        : woken(Trigger.present(fieldId));
  }

  private static Triggers ofRegex(int fieldId, List<Literal> literals) {
    if (literals.isEmpty()) {
      return woken(Trigger.present(fieldId));
    }
    return new Triggers(
        literals.stream().map(literal -> infix(fieldId, literal.utf8())).toList(), false);
  }

  private static Triggers ofText(int fieldId, TextPattern pattern) {
    boolean foldedByUnicode = !pattern.cased() && UnicodeGlobTest.isNeededFor(pattern);
    if (foldedByUnicode) {
      return byLongestPiece(fieldId, pattern, Triggers::longestFoldableRun);
    }
    boolean exactlyFolded = !pattern.cased() || !hasAsciiLetter(pattern);
    return switch (TextShape.of(pattern)) {
      case TextShape.Anything _ -> woken(Trigger.present(fieldId));
      case TextShape.Exact(var text) -> shaped(Trigger.Kind.EXACT, fieldId, text, exactlyFolded);
      case TextShape.Prefix(var text) -> shaped(Trigger.Kind.PREFIX, fieldId, text, exactlyFolded);
      case TextShape.Suffix(var text) -> shaped(Trigger.Kind.SUFFIX, fieldId, text, exactlyFolded);
      case TextShape.Infix(var text) when text.length > MAX_INFIX -> woken(infix(fieldId, text));
      case TextShape.Infix(var text) -> shaped(Trigger.Kind.INFIX, fieldId, text, exactlyFolded);
      case TextShape.Glob _ -> byLongestPiece(fieldId, pattern, UnaryOperator.identity());
    };
  }

  private static Trigger infix(int fieldId, byte[] text) {
    byte[] piece = text.length > MAX_INFIX ? Rarity.rarestWindow(text, MAX_INFIX) : text;
    return Trigger.of(Trigger.Kind.INFIX, fieldId, piece);
  }

  /// Without one, minding case and folding ASCII come to the same.
  private static boolean hasAsciiLetter(TextPattern pattern) {
    return pattern.parts().stream()
        .anyMatch(part ->
            part instanceof TextPattern.Literal(var bytes)
                && bytes.toString().chars().anyMatch(c -> c < 128 && Character.isLetter(c)));
  }

  private static Triggers shaped(Trigger.Kind kind, int fieldId, byte[] text, boolean complete) {
    return text.length == 0 && kind != Trigger.Kind.EXACT
        ? woken(Trigger.present(fieldId))
        : new Triggers(List.of(Trigger.of(kind, fieldId, text)), complete);
  }

  private static Triggers byLongestPiece(
      int fieldId, TextPattern pattern, UnaryOperator<byte[]> usable) {
    Optional<byte[]> piece =
        pattern.parts().stream()
            .filter(TextPattern.Literal.class::isInstance)
            .map(part -> usable.apply(((TextPattern.Literal) part).bytes().toBytes()))
            .max(Comparator.comparingInt(bytes -> bytes.length));
    return piece
        .filter(bytes -> bytes.length >= MIN_PIECE)
        .map(bytes -> woken(infix(fieldId, bytes)))
        .orElseGet(() -> woken(Trigger.present(fieldId)));
  }

  /// Beyond ASCII the two cases of a letter differ in bytes, so only runs of ASCII can be looked
  /// for. Nothing beyond ASCII folds into it ([UnicodeGlobTest#fold]).
  private static byte[] longestFoldableRun(byte[] bytes) {
    int bestStart = 0;
    int bestEnd = 0;
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] < 0) {
        if (i - start > bestEnd - bestStart) {
          bestStart = start;
          bestEnd = i;
        }
        start = i + 1;
      }
    }
    return Arrays.copyOfRange(bytes, bestStart, bestEnd);
  }
}
