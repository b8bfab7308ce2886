package io.ironpost.store.history;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a page of alerts ended. Alerts are listed by the time they were last seen, newest first,
/// and those of the same microsecond by their number: with both, a page goes on exactly where the
/// last one ended, whatever came or went meanwhile, and page 10,000 costs what page 1 costs (an
/// OFFSET would read all rows before it).
///
/// @param lastSeenMicros since 1970
public record Position(long lastSeenMicros, long number) {
  /// Before the newest alert.
  public static final Position START = new Position(Long.MAX_VALUE, Long.MAX_VALUE);

  private static final Pattern TEXT = Pattern.compile("(-?\\d{1,18})\\.(\\d{1,18})");

  /// Reads what [#toString] wrote.
  public static Optional<Position> of(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Position(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return lastSeenMicros + "." + number;
  }
}
