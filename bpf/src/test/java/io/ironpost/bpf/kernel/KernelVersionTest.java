package io.ironpost.bpf.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelVersionTest {
  @ParameterizedTest
  @CsvSource({
    "6.18.44-fc-v657, 6.18.44",
    "5.10.0-28-amd64, 5.10",
    "4.19, 4.19",
    "6.1.0+, 6.1",
    "6.6.87.2-microsoft-standard-WSL2, 6.6.87",
    "rubbish, 0.0",
    "99999999999.1, 0.0",
    "'', 0.0"
  })
  void reads_what_uname_gives(String release, String version) {
    assertThat(KernelVersion.parse(release)).hasToString(version);
  }

  @Test
  void compares_by_number_and_not_by_text() {
    assertThat(KernelVersion.of(5, 10)).isGreaterThan(KernelVersion.of(5, 8));
    assertThat(KernelVersion.parse("5.8.1").isAtLeast(5, 8)).isTrue();
    assertThat(KernelVersion.parse("5.7.19").isAtLeast(5, 8)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0-3, 4", "'0-3,8-11,15\n', 9", "'0,2', 2"})
  void counts_processors_that_may_ever_be_there(String list, int count) {
    assertThat(PossibleCpus.count(list)).isEqualTo(count);
  }
}
