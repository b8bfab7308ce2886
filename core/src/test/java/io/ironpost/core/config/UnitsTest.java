package io.ironpost.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnitsTest {
  @ParameterizedTest
  @CsvSource({"64 KiB, 65536", "10MB, 10000000", "1500, 1500", "2 kib, 2048", "0b, 0"})
  void sizes_are_read(String text, long bytes) {
    assertThat(ByteSize.of(text)).contains(new ByteSize(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "64K", "-1", "1.5 MiB", "9999999999 GiB", "MiB", "1  KiB"})
  void what_is_no_size_is_refused(String text) {
    assertThat(ByteSize.of(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1023, 1024, 65_536, 3L << 30, 1_000_000})
  void a_printed_size_is_read_again(long bytes) {
    assertThat(ByteSize.of(new ByteSize(bytes).toString())).contains(new ByteSize(bytes));
  }

  @ParameterizedTest
  @CsvSource({"250ms, 250", "30s, 30000", "1h30m, 5400000", "7d, 604800000", "0s, 0"})
  void durations_are_read_and_printed(String text, long millis) {
    assertThat(TimeSpan.of(text)).contains(Duration.ofMillis(millis));
    assertThat(TimeSpan.text(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "1m1h", "-5s", "5 s", "1.5h"})
  void what_is_no_duration_is_refused(String text) {
    assertThat(TimeSpan.of(text)).isEmpty();
  }

  @Test
  void the_nearest_name_is_near_or_none() {
    List<String> names = List.of("log_level", "log_format", "data_dir");
    assertThat(NearestName.to("log_lvel", names)).contains("log_level");
    assertThat(NearestName.to("logLevel", names)).contains("log_level");
    assertThat(NearestName.to("log-level", names)).contains("log_level");
    assertThat(NearestName.to("adta_dir", names)).contains("data_dir");
    assertThat(NearestName.to("colour", names)).isEmpty();
    assertThat(NearestName.to("x".repeat(100_000), names)).isEmpty();
  }
}
