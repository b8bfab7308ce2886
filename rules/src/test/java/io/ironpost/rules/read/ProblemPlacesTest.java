package io.ironpost.rules.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Problems point at the very characters that are wrong.
class ProblemPlacesTest {
  private static Problem only(String yaml) {
    RuleReader reader = new RuleReader(ReadOptions.defaults());
    ReadResult result = reader.read("x.yml", yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(result.problems()).hasSize(1);
    return result.problems().getFirst();
  }

  private static String pointedAt(String yaml) {
    Problem problem = only(yaml);
    String line = yaml.split("\n", -1)[problem.location().line() - 1];
    int from = line.offsetByCodePoints(0, problem.location().column() - 1);
    return line.substring(from, line.offsetByCodePoints(from, problem.length()));
  }

  private static String rule(String selection, String condition) {
    return """
    title: t
    logsource: {product: p}
    detection:
      sel:
        %s
      condition: %s
    """
        .formatted(selection, condition);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      value = {
        "sel and (nope or sel) ~ nope",
        "'sel and nope' ~ nope",
        "sel and 1 of x_* ~ 1 of x_*",
        "sel sel ~ sel",
        "(sel)) ~ )",
        "sel and zero of them ~ zero",
      })
  void in_a_condition(String condition, String wrong) {
    assertThat(pointedAt(rule("A: 1", condition))).isEqualTo(wrong);
  }

  @Test
  void in_a_condition_over_several_lines() {
    String yaml = rule("A: 1", "|\n    sel\n    and nope");

    assertThat(pointedAt(yaml)).isEqualTo("nope");
    assertThat(only(yaml).location().line()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      value = {
        "Ü😀|all|contain: [a, b] ~ contain",
        "'A|contain': a ~ contain",
        "A|re: 'it''s (a' ~ (",
        "A|re: \"a\\\\d(b\" ~ (",
        "A|re: ab(c ~ (",
        "A|cidr: [10.0.0.0/8, 1.2.3] ~ 1.2.3",
        "A|exists|cidr: 1 ~ cidr",
        "A|expand: x%foo%y ~ %foo%",
      })
  void in_a_selection(String selection, String wrong) {
    assertThat(pointedAt(rule(selection, "sel"))).isEqualTo(wrong);
  }

  @Test
  void in_broken_yaml() {
    Problem problem = only("title: a\nid: 'b\nlevel: c\n");

    assertThat(problem.code()).isEqualTo("yaml-syntax");
  }
}
