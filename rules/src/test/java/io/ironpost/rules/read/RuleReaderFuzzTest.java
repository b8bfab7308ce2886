package io.ironpost.rules.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Coverage-guided: `JAZZER_FUZZ=1 ./test -pl rules -am -Dtest=RuleReaderFuzzTest
/// -Dsurefire.failIfNoSpecifiedTests=false` searches for a rule file that escapes; without it the
/// inputs found earlier are tried again.
class RuleReaderFuzzTest {
  private final RuleReader reader = new RuleReader(ReadOptions.defaults());

  @FuzzTest(maxDuration = "10m")
  void no_file_makes_the_reader_throw_and_a_refusal_has_its_problem(byte[] file) {
    ReadResult result = reader.read("fuzz.yml", file);
    boolean hasError = result.problems().stream().anyMatch(Problem::isError);
    assertThat(result.refused() > 0).isEqualTo(hasError);
  }
}
