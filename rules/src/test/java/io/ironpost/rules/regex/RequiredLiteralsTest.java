package io.ironpost.rules.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequiredLiteralsTest {
  static Stream<Arguments> patterns() {
    return Stream.of(
        // pattern, the longest single literal, the set best looked for; /i for ignoring case
        Arguments.of("foobar", "foobar", "foobar"),
        Arguments.of("(?i)FooBar", "foobar/i", "foobar/i"),
        Arguments.of("[Ff][Oo][Oo]", "foo/i", "foo/i"),
        Arguments.of("(?i:foo)Bar", "foobar/i", "foobar/i"),
        Arguments.of("ping\\s+-n.{6,64}echo EEEE\\s?>", "echo EEEE", "echo EEEE"),
        Arguments.of("foo.*barbaz", "barbaz", "barbaz"),
        Arguments.of("foo|bar", "", "foo bar"),
        Arguments.of("(?:foo|foobar)x", "foo", "foox foobarx"),
        Arguments.of("x(?:abc|def)y", "x", "xabcy xdefy"),
        Arguments.of("(?:abc.*x|def.*y)", "", "abc def"),
        Arguments.of("colou?r", "colo", "color colour"),
        Arguments.of("(?:abc)?", "", ""),
        Arguments.of("(?:abc)+", "abc", "abc"),
        Arguments.of("ab+c", "ab", "ab"),
        Arguments.of("\\w(?:ab)+cd", "abcd", "abcd"),
        Arguments.of("a{3}b", "aaab", "aaab"),
        Arguments.of("(?:ab){2,}", "abab", "abab"),
        Arguments.of("^abc$", "abc", "abc"),
        Arguments.of("foo(?=bar)", "foobar", "foobar"),
        Arguments.of("\\d+", "", ""),
        Arguments.of("a.b", "a", "a"),
        Arguments.of("foo|.", "", ""),
        Arguments.of("\u00e9t\u00e9", "\u00e9t\u00e9", "\u00e9t\u00e9"),
        Arguments.of("(?i)\u00e9x", "x/i", "\u00c9x/i \u00e9x/i"),
        Arguments.of("a".repeat(100), "a".repeat(64), "a".repeat(64)));
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void every_match_contains(String pattern, String one, String anyOf) {
    LinearRegex regex = LinearRegex.compile(pattern, RegexFlags.NONE);

    assertThat(regex.requiredLiteral().map(RequiredLiteralsTest::text).orElse("")).isEqualTo(one);
    assertThat(regex.requiredAnyOf().stream().map(RequiredLiteralsTest::text))
        .containsExactlyInAnyOrder(anyOf.isEmpty() ? new String[0] : anyOf.split(" (?!EEEE)"));
  }

  private static String text(Literal literal) {
    return literal.text() + (literal.ignoreCase() ? "/i" : "");
  }
}
