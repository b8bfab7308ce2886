package io.ironpost.rules.match;

import io.ironpost.rules.model.Matcher;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Optional;

/// Asks for the minute, hour, … of a timestamp (Sigma's time modifiers), in UTC. Understands ISO
/// 8601 with `T` or a space, with or without an offset (none means UTC), and epoch seconds,
/// milliseconds, microseconds and nanoseconds by their number of digits.
final class TimePartTest implements ValueTest {
  private static final int MAX_CHARS = 40;
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT);

  private final Matcher.TimePart part;

  TimePartTest(Matcher.TimePart part) {
    this.part = part;
  }

  @Override
  public boolean holds(byte[] bytes, int start, int end, int kind) {
    if (end - start < 10 || end - start > MAX_CHARS) {
      return false;
    }
    long integer = Numbers.integer(bytes, start, end);
    Optional<Instant> time =
        integer == Numbers.NOT_AN_INTEGER ? iso(bytes, start, end) : epoch(integer, end - start);
    return time.map(this::holdsAt).orElse(false);
  }

  boolean holdsAt(long epochNanos) {
    return holdsAt(
        Instant.ofEpochSecond(
            Math.floorDiv(epochNanos, 1_000_000_000L), Math.floorMod(epochNanos, 1_000_000_000L)));
  }

  private boolean holdsAt(Instant time) {
    OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
    int actual =
        switch (part.unit()) {
          case MINUTE -> utc.getMinute();
          case HOUR -> utc.getHour();
          case DAY -> utc.getDayOfMonth();
          case WEEK -> utc.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
          case MONTH -> utc.getMonthValue();
          case YEAR -> utc.getYear();
        };
    return NumberTest.agrees(part.operator(), Long.compare(actual, part.value()));
  }

  private static Optional<Instant> iso(byte[] bytes, int start, int end) {
    String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    if (text.length() > 10 && text.charAt(10) == ' ') {
      text = text.substring(0, 10) + 'T' + text.substring(11).replace(" ", "");
    }
    try {
      return Optional.of(OffsetDateTime.parse(text, ISO).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> epoch(long number, int digits) {
    return Optional.ofNullable(
        switch (digits) {
          case 10 -> Instant.ofEpochSecond(number);
          case 13 -> Instant.ofEpochMilli(number);
          case 16 -> Instant.ofEpochSecond(number / 1_000_000, number % 1_000_000 * 1_000);
          default -> null;
        });
  }
}
