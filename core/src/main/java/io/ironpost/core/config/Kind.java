package io.ironpost.core.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What values a key takes: its type and its range in one. The reader, `config schema` and the
/// reference page are all made from it, so they cannot disagree.
///
/// @param <T> the type of the value in the program
public sealed interface Kind<T> {
  record Bool() implements Kind<Boolean> {}

  /// A whole number within bounds, both included.
  record Whole(long min, long max) implements Kind<Long> {}

  record Text(TextRule rule) implements Kind<String> {}

  /// One of some words; case does not matter.
  record Choice(List<String> words) implements Kind<String> {
    public Choice {
      words = List.copyOf(words);
    }
  }

  /// A list of texts, each by the same rule; in the environment separated by commas.
  record Texts(int minItems, TextRule each) implements Kind<List<String>> {}

  /// A duration within bounds, both included.
  record Span(Duration min, Duration max) implements Kind<Duration> {}

  /// A size within bounds, both included.
  record Size(ByteSize min, ByteSize max) implements Kind<ByteSize> {}

  /// A text that is never printed.
  record Hidden() implements Kind<Secret> {}

  /// What the range allows, as the end of "must be …".
  default String inWords() {
    return switch (this) {
      case Bool() -> "true or false";
      case Whole(var min, var max) when max == Long.MAX_VALUE ->
          "a whole number of at least " + min;
      case Whole(var min, var max) -> "a whole number from %d to %d".formatted(min, max);
      case Text(var rule) -> rule.words();
      case Choice(var words) when words.size() == 1 -> words.getFirst();
      case Choice(var words) -> "one of " + String.join(", ", words);
      case Texts(var min, var rule) when min == 0 -> "a list, each " + rule.words();
      case Texts(var min, var rule) ->
          "a list of at least %d, each %s".formatted(min, rule.words());
      case Span(var min, var max) ->
          "a duration from %s to %s".formatted(TimeSpan.text(min), TimeSpan.text(max));
      case Size(var min, var max) -> "a size from %s to %s".formatted(min, max);
      case Hidden() -> "text";
    };
  }

  /// Reads what stands in the file: the TOML value as it came from the parser. Empty when it is out
  /// of range or of another type.
  @SuppressWarnings("unchecked") // each case gives the T of its own record
  default Optional<T> read(Object toml) {
    return (Optional<T>)
        switch (this) {
          case Bool() -> toml instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
          case Whole(var min, var max) ->
              toml instanceof Long number && number >= min && number <= max
                  ? Optional.of(number)
                  : Optional.empty();
          case Text(var rule) -> text(toml).filter(rule::admits);
          case Choice(var words) ->
              text(toml).map(word -> word.toLowerCase(Locale.ROOT)).filter(words::contains);
          case Texts texts -> readAll(texts, toml);
          case Span(var min, var max) ->
              text(toml)
                  .flatMap(TimeSpan::of)
                  .filter(span -> span.compareTo(min) >= 0 && span.compareTo(max) <= 0);
          case Size(var min, var max) ->
              text(toml)
                  .flatMap(ByteSize::of)
                  .filter(size -> size.compareTo(min) >= 0 && size.compareTo(max) <= 0);
          case Hidden() -> text(toml).map(Secret::new);
        };
  }

  private static Optional<String> text(Object toml) {
    return toml instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static Optional<List<String>> readAll(Texts texts, Object toml) {
    if (!(toml instanceof List<?> items) || items.size() < texts.minItems()) {
      return Optional.empty();
    }
    List<String> read = new ArrayList<>();
    for (Object item : items) {
      if (!(item instanceof String text) || !texts.each().admits(text)) {
        return Optional.empty();
      }
      read.add(text);
    }
    return Optional.of(List.copyOf(read));
  }

  /// Reads an environment variable or an option, where everything is text.
  default Optional<T> readText(String text) {
    Object toml =
        switch (this) {
          case Bool() -> bool(text);
          case Whole(_, _) -> number(text);
          case Texts(_, _) -> split(text);
          case Text(_), Choice(_), Span(_, _), Size(_, _), Hidden() -> text;
        };
    return read(toml);
  }

  private static Object bool(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> text;
    };
  }

  private static Object number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException _) {
      return text;
    }
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
