package io.ironpost.alerts.sink.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/// The `Retry-After` header: seconds, or a date (RFC 9110 §10.2.3).
final class RetryAfter {
  /// A receiver that asks for more would silence alerts; it is asked again after this long.
  static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /// Zero when the header says nothing that can be understood.
  static Duration read(String header, Instant now) {
    String text = header.strip();
    if (!text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return limited(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      return limited(
          Duration.between(
              now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
    } catch (DateTimeException _) {
      return Duration.ZERO;
    }
  }

  private static Duration limited(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }
}
