package io.ironpost.rules.read;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sigma's spans of time: a number and one of s, m, h, d, w, M (30 days), y (365 days).
final class Timespan {
  static final String FORM = "a number and one of s, m, h, d, w, M, y: 90s, 10m, 1h, 7d";

  /// No window can be longer than a life of logs; also keeps the arithmetic from overflowing.
  private static final Duration LONGEST = Duration.ofDays(3_660);

  private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})\\s*([smhdwMy])");

  private Timespan() {}

  static Optional<Duration> parse(String text) {
    Matcher span = SPAN.matcher(text.strip());
    if (!span.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(span.group(1));
    Duration duration = unit(span.group(2)).multipliedBy(count);
    boolean sensible = duration.isPositive() && duration.compareTo(LONGEST) <= 0;
    return sensible ? Optional.of(duration) : Optional.empty();
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      case "w" -> Duration.ofDays(7);
      case "M" -> Duration.ofDays(30);
      default -> Duration.ofDays(365);
    };
  }
}
