package io.ironpost.logs.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTimeTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "Jun 14 15:16:01, 2024-06-14T15:16:01Z",
    "Jun  1 15:16:01, 2024-06-01T15:16:01Z",
    "Jun 1 15:16:01, 2024-06-01T15:16:01Z",
    "JUN 01 15:16:01, 2024-06-01T15:16:01Z",
    "Jul  1 23:00:00, 2024-07-01T23:00:00Z",
    "Jul  3 00:00:00, 2023-07-03T00:00:00Z",
    "Dec 31 23:59:59, 2023-12-31T23:59:59Z",
    "Feb 29 12:00:00, 2024-02-29T12:00:00Z",
    "Jun 14 15:16:01.5, 2024-06-14T15:16:01.5Z",
    "Jun 14 15:16:01.123456789012, 2024-06-14T15:16:01.123456789Z",
    "Jun 14 15:16:60, 2024-06-14T15:16:59Z",
    "Jun 14 2019 15:16:01, 2019-06-14T15:16:01Z",
    "Jun 14 15:16:01 2019, 2019-06-14T15:16:01Z",
    "2019 Jun 14 15:16:01, 2019-06-14T15:16:01Z",
    "*Mar  1 18:46:11.123, 2024-03-01T18:46:11.123Z",
    ".Mar  1 18:46:11.123, 2024-03-01T18:46:11.123Z",
    "2024-06-14T15:16:01Z, 2024-06-14T15:16:01Z",
    "2024-06-14T15:16:01.123456+02:00, 2024-06-14T13:16:01.123456Z",
    "2024-06-14T15:16:01-0730, 2024-06-14T22:46:01Z",
    "2024-06-14t15:16:01z, 2024-06-14T15:16:01Z",
    "2024-06-14 15:16:01, 2024-06-14T15:16:01Z",
    "1718378161, 2024-06-14T15:16:01Z",
    "1718378161.25, 2024-06-14T15:16:01.25Z",
  })
  void reads(String text, Instant expected) {
    assertThat(read(SyslogLines.july2024(), text + " ")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Jun 14 15:16",
    "Jun 31 15:16:01",
    "Jun 0 15:16:01",
    "Jun 14 24:16:01",
    "Jun 14 15:60:01",
    "Jun 14 15:16:61",
    "Feb 29 2023 15:16:01",
    "2023-02-29T15:16:01Z",
    "2024-13-14T15:16:01Z",
    "2024-06-14T15:16:01+24:00",
    "9999999999",
    "171837816",
    "17183781611",
  })
  void refuses(String text) {
    byte[] bytes = (text + " ").getBytes(StandardCharsets.UTF_8);
    assertThat(new HeaderTime(SyslogLines.july2024()).read(bytes, 0, bytes.length)).isNegative();
  }

  @Test
  void february_29_is_of_the_last_leap_year() {
    var context = TimestampContext.file(Instant.parse("2023-07-01T00:00:00Z"), ZoneOffset.UTC);
    assertThat(read(context, "Feb 29 12:00:00 ")).isEqualTo(Instant.parse("2020-02-29T12:00:00Z"));
  }

  @Test
  void local_time_is_of_the_zone_and_its_summer_time() {
    var context = TimestampContext.file(Instant.parse("2024-12-31T00:00:00Z"), BERLIN);
    assertThat(read(context, "Jun 14 15:16:01 ")).isEqualTo(Instant.parse("2024-06-14T13:16:01Z"));
    assertThat(read(context, "Nov 14 15:16:01 ")).isEqualTo(Instant.parse("2024-11-14T14:16:01Z"));
  }

  @Test
  void within_a_file_the_year_turns_after_december() {
    var context = TimestampContext.file(Instant.parse("2024-03-01T00:00:00Z"), ZoneOffset.UTC);
    HeaderTime time = new HeaderTime(context);
    assertThat(read(time, "Dec 31 23:59:59 ")).isEqualTo(Instant.parse("2023-12-31T23:59:59Z"));
    assertThat(read(time, "Jan  1 00:00:00 ")).isEqualTo(Instant.parse("2024-01-01T00:00:00Z"));
    assertThat(read(time, "Dec 31 23:59:58 ")).isEqualTo(Instant.parse("2023-12-31T23:59:58Z"));
    assertThat(read(time, "Jan  1 00:00:01 ")).isEqualTo(Instant.parse("2024-01-01T00:00:01Z"));
  }

  @Test
  void a_log_that_goes_past_its_reference_stays_in_order() {
    var context = TimestampContext.file(Instant.parse("2024-08-01T00:00:00Z"), ZoneOffset.UTC);
    HeaderTime time = new HeaderTime(context);
    assertThat(read(time, "Jul 30 00:00:00 ")).isEqualTo(Instant.parse("2024-07-30T00:00:00Z"));
    assertThat(read(time, "Sep 30 00:00:00 ")).isEqualTo(Instant.parse("2024-09-30T00:00:00Z"));
  }

  @Test
  void forged_lines_do_not_turn_the_years_like_a_mill() {
    HeaderTime time = new HeaderTime(SyslogLines.july2024());
    for (int i = 0; i < 50; i++) {
      read(time, "Jan  1 00:00:00 ");
      read(time, "Dec 31 00:00:00 ");
    }
    assertThat(read(time, "Jan  1 00:00:00 ")).isBefore(Instant.parse("2026-01-02T00:00:00Z"));
  }

  @Test
  void on_the_network_a_strangers_time_does_not_move_the_year_of_others() {
    InstantSource clock = InstantSource.fixed(Instant.parse("2024-07-01T00:00:00Z"));
    HeaderTime time = new HeaderTime(TimestampContext.live(clock, ZoneOffset.UTC));
    read(time, "Jan  1 00:00:00 ");
    read(time, "Dec 31 00:00:00 ");
    read(time, "Jan  1 00:00:00 ");
    assertThat(read(time, "Jun 30 00:00:00 ")).isEqualTo(Instant.parse("2024-06-30T00:00:00Z"));
  }

  @Test
  void agrees_with_java_time_on_any_instant() {
    SplittableRandom random = new SplittableRandom(7);
    HeaderTime time = new HeaderTime(SyslogLines.july2024());
    var pattern =
        DateTimeFormatter.ofPattern("MMM d uuuu HH:mm:ss ", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    for (int i = 0; i < 5_000; i++) {
      Instant instant = Instant.ofEpochSecond(random.nextLong(9_000_000_000L));
      assertThat(read(time, instant + " ")).isEqualTo(instant);
      assertThat(read(time, pattern.format(instant))).isEqualTo(instant);
    }
  }

  private static Instant read(TimestampContext context, String text) {
    return read(new HeaderTime(context), text);
  }

  private static Instant read(HeaderTime time, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int end = time.read(bytes, 0, bytes.length);
    assertThat(end).as(text).isPositive();
    long nanos = time.nanos();
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
