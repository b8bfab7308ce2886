package io.ironpost.daemon.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The parameters of a request, read with all their problems at once.
///
/// A parameter that nobody asks for is a problem too: a misspelt `severty=high` would otherwise
/// answer with alerts of every severity and look right.
final class Query {
  /// `90s`, `15m`, `2h`, `7d`.
  private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");

  private final Map<String, List<String>> given;
  private final List<String> unread;
  private final List<String> problems = new ArrayList<>();

  Query(Map<String, List<String>> given) {
    this.given = new LinkedHashMap<>(given);
    this.unread = new ArrayList<>(this.given.keySet());
  }

  /// Empty when it is not given.
  String text(String name) {
    unread.remove(name);
    List<String> values = given.getOrDefault(name, List.of());
    if (values.size() > 1) {
      problems.add(name + ": given " + values.size() + " times; once is enough");
    }
    return values.isEmpty() ? "" : values.getFirst();
  }

  int whole(String name, int byDefault, int min, int max) {
    String text = text(name);
    if (text.isEmpty()) {
      return byDefault;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException _) {
      // told below, with the numbers that are right
    }
    problems.add(
        "%s: must be a whole number from %d to %d, got %s".formatted(name, min, max, text));
    return byDefault;
  }

  /// An instant (`2026-11-23T10:00:00Z`), or a span before now (`2h`).
  Optional<Instant> time(String name, InstantSource clock) {
    String text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher span = SPAN.matcher(text);
    if (span.matches()) {
      return Optional.of(clock.instant().minus(seconds(span)));
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException _) {
      problems.add(
          name
              + ": must be a time as 2026-11-23T10:00:00Z or a span as 90s, 15m, 2h, 7d, got "
              + text);
      return Optional.empty();
    }
  }

  private static Duration seconds(Matcher span) {
    long number = Long.parseLong(span.group(1));
    return switch (span.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /// One of a set of words.
  <T> Optional<T> word(String name, Function<String, Optional<T>> reader, List<String> words) {
    String text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> read = reader.apply(text);
    if (read.isEmpty()) {
      problems.add(name + ": must be one of " + String.join(", ", words) + ", got " + text);
    }
    return read;
  }

  /// `entity=src_ip=203.0.113.9`, any number of times.
  Map<String, String> pairs(String name) {
    unread.remove(name);
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : given.getOrDefault(name, List.of())) {
      int at = pair.indexOf('=');
      if (at <= 0 || at == pair.length() - 1) {
        problems.add(name + ": must be name=value, got " + pair);
      } else {
        pairs.put(pair.substring(0, at), pair.substring(at + 1));
      }
    }
    return pairs;
  }

  /// To be called when everything was read.
  void check() {
    for (String name : unread) {
      problems.add(name + ": there is no such parameter");
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(Problem.badRequest(problems));
    }
  }

  @Override
  public String toString() {
    return given.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining("&"));
  }
}
