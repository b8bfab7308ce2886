package io.ironpost.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LogsourcesTest {
  private final Logsources logsources = new Logsources();

  @Test
  void the_same_words_are_the_same_logsource_in_any_case() {
    assertThat(logsources.of("Linux", "", "sshd")).isSameAs(logsources.of("linux", "", "SSHD"));
    assertThat(logsources.of("linux", "", "")).isNotSameAs(logsources.of("linux", "", "sshd"));
  }

  @Test
  void words_without_number_or_end_say_nothing() {
    String endless = "x".repeat(Logsources.MAX_WORD_CHARS + 1);
    assertThat(logsources.of(endless, "")).isSameAs(logsources.unspecified());
    assertThat(logsources.of("", "", endless)).isSameAs(logsources.unspecified());
    for (int i = 0; i < Logsources.MAX_LOGSOURCES; i++) {
      logsources.of("made-up-" + i, "");
    }
    assertThat(logsources.of("one more", "")).isSameAs(logsources.unspecified());
  }
}
