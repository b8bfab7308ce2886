package io.ironpost.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
  private Instant now = Instant.EPOCH;

  @Test
  void shows_share_lines_rate_and_time_left() {
    assertThat(ProgressBar.text(Duration.ofSeconds(2), 25, 100, 1_700_000))
        .isEqualTo("██████░░░░░░░░░░░░░░░░░░  25 %  1.7 M lines  850 k/s  6 s left");
  }

  @Test
  void of_a_pipe_only_the_rate_is_known() {
    assertThat(ProgressBar.text(Duration.ofSeconds(2), 25, 0, 500)).isEqualTo("500 lines  250/s");
  }

  @Test
  void quick_work_shows_no_bar() {
    FakeTerminal fake = FakeTerminal.forPeople(Map.of());
    ProgressBar bar = new ProgressBar(fake.terminal(), () -> now);
    bar.at(1, 2, 1);
    bar.close();
    assertThat(fake.err()).isEmpty();
  }

  @Test
  void long_work_shows_a_bar_and_wipes_it() {
    FakeTerminal fake = FakeTerminal.forPeople(Map.of());
    ProgressBar bar = new ProgressBar(fake.terminal(), () -> now);
    now = now.plusSeconds(1);
    bar.at(1, 2, 10);
    bar.at(2, 2, 20);
    bar.close();
    assertThat(fake.err()).contains("50 %").doesNotContain("100 %").endsWith("\r\u001b[K");
  }

  @Test
  void nothing_is_drawn_into_a_pipe() {
    FakeTerminal fake = FakeTerminal.pipe();
    ProgressBar bar = new ProgressBar(fake.terminal(), () -> now);
    now = now.plusSeconds(10);
    bar.at(1, 2, 10);
    bar.close();
    assertThat(fake.err()).isEmpty();
  }
}
