package io.ironpost.logs.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.event.EventRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final TimeText times = new TimeText(BERLIN);

  private String any(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long nanos = times.any(bytes, 0, bytes.length);
    return nanos == EventRecord.NO_TIME ? "none" : Instant.EPOCH.plusNanos(nanos).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T12:00:00Z, 2024-02-29T12:00:00Z",
    "2024-02-29T12:00:00.123456789Z, 2024-02-29T12:00:00.123456789Z",
    "2024-02-29T12:00:00.1234567891Z, 2024-02-29T12:00:00.123456789Z",
    "2024-02-29T12:00:00+02:00, 2024-02-29T10:00:00Z",
    "2024-02-29T12:00:00-0330, 2024-02-29T15:30:00Z",
    "2024-02-29T12:00:00+02, 2024-02-29T10:00:00Z",
    "2024-02-29 12:00:00 UTC, 2024-02-29T12:00:00Z",
    "'2024-02-29 12:00:00,5', 2024-02-29T11:00:00.500Z",
    "2024/07/01 12:00:00, 2024-07-01T10:00:00Z",
    "1969-12-31T23:59:59Z, 1969-12-31T23:59:59Z",
    "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
    "1700000000, 2023-11-14T22:13:20Z",
    "1700000000.5, 2023-11-14T22:13:20.500Z",
    "1700000000123, 2023-11-14T22:13:20.123Z",
    "1700000000123456, 2023-11-14T22:13:20.123456Z",
    "1700000000123456789, 2023-11-14T22:13:20.123456789Z",
  })
  void each_written_form_is_read(String text, String expected) {
    assertThat(any(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024",
        "2024-13-01T00:00:00Z",
        "2024-00-01T00:00:00Z",
        "2024-01-32T00:00:00Z",
        "2024-01-01T24:00:00Z",
        "2024-01-01T00:60:00Z",
        "9999-01-01T00:00:00Z",
        "yesterday at noon..",
        "99999999999999999999",
        "12345678",
        "1700000000x",
        "2024-01-01T00:00"
      })
  void what_is_no_time_is_none(String text) {
    assertThat(any(text)).isEqualTo("none");
  }

  @Test
  void web_server_and_ctime_forms_are_read() {
    byte[] access = "10/Oct/2000:13:55:36 -0700".getBytes(StandardCharsets.US_ASCII);
    assertThat(times.webServer(access, 0, access.length))
        .isEqualTo(Instant.parse("2000-10-10T20:55:36Z").getEpochSecond() * 1_000_000_000L);
    byte[] ctime = "Sun Dec  4 04:47:44 2005".getBytes(StandardCharsets.US_ASCII);
    assertThat(times.ctime(ctime, 0, ctime.length))
        .isEqualTo(Instant.parse("2005-12-04T03:47:44Z").getEpochSecond() * 1_000_000_000L);
  }

  @Test
  void local_times_agree_with_the_platform_through_every_change_of_the_clock() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      LocalDateTime local =
          LocalDateTime.ofEpochSecond(random.nextLong(2_000_000_000L), 0, ZoneOffset.UTC);
      String text = local.withSecond(7).toString();
      assertThat(any(text)).isEqualTo(local.withSecond(7).atZone(BERLIN).toInstant().toString());
    }
  }
}
