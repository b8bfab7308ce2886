package io.ironpost.rules.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RegexRefusalTest {
  private static Arguments at(int index, String pattern, String reason) {
    return Arguments.of(index, pattern, reason);
  }

  static Stream<Arguments> bad_syntax() {
    return Stream.of(
        at(1, "a(b", "not closed"),
        at(1, "a)b", "unmatched )"),
        at(1, "a[b", "not closed"),
        at(0, "[]", "not closed"),
        at(0, "*a", "nothing before"),
        at(2, "a|+", "nothing before"),
        at(0, "{2}", "nothing before"),
        at(2, "a**", "quantifier on a quantifier"),
        at(4, "a{2}{3}", "quantifier on a quantifier"),
        at(1, "a{3,2}", "bounds reversed"),
        at(1, "[z-a]", "ends reversed"),
        at(2, "a\\", "ends too early"),
        at(0, "\\y", "escape \\y"),
        at(0, "\\x4", "incomplete code point"),
        at(0, "\\x{110000}", "beyond 10FFFF"),
        at(0, "\\ud800", "surrogate"),
        at(0, "\\p{Nope}", "unknown property \\p{Nope}"),
        at(3, "\\p{L", "not closed"),
        at(1, "[[:nope:]]", "unknown class [:nope:]"),
        at(0, "(?P<1>a)", "group name"),
        at(7, "(?<n>a)(?<n>b)", "second group named n"),
        at(0, "(?y)", "unknown group (?y"),
        at(0, "(?", "unknown group"),
        at(3, "(?#a", "not closed"));
  }

  static Stream<Arguments> beyond_the_linear_subset() {
    return Stream.of(
        at(3, "(a)\\1", "backreference \\1"),
        at(6, "(?<n>)\\k<n>", "backreference \\k"),
        at(8, "(?P<n>a)(?P=n)", "backreference (?P="),
        at(1, "a(?=b)c", "lookahead (?=…)"),
        at(1, "^(?!.*foo)", "negative lookahead (?!…)"),
        at(1, "a(?<=a)b", "lookbehind (?<=…)"),
        at(0, "(?<!ab)c", "negative lookbehind (?<!…)"),
        at(1, "a*+a", "possessive"),
        at(2, "\\s*+$\\n", "possessive"),
        at(0, "\\R\\n", "\\R"),
        at(1, "^(?>a|ab)c", "atomic group"),
        at(1, "^(?>a*?)b", "atomic group"),
        at(0, "(?R)", "recursion"),
        at(3, "(a)(?1)", "recursion"),
        at(0, "(?&n)", "recursion"),
        at(0, "(?(1)a|b)", "conditional"),
        at(0, "(*SKIP)a", "backtracking verb"),
        at(0, "(?C1)", "callout"));
  }

  static Stream<Arguments> beyond_the_limits() {
    return Stream.of(
        at(1, "a{10001}", "more than 10000"),
        at(1, "a{99999999999999999999}", "more than 10000"),
        at(0, "(?:a{1000}){1000}", "more than 20000 states"),
        at(0, "((a{9999}){9999}){9999}", "more than 20000 states"),
        at(0, "(?:(?:[^\\s\\S]{9999}){9999}){9999}", "more than 20000 states"),
        at(0, "\\p{L}{1000}", "more than 20000 states"),
        at(200, "(".repeat(250) + ")".repeat(250), "deeper than 200"),
        at(8_192, "a".repeat(8_193), "limit is 8192"));
  }

  @ParameterizedTest
  @MethodSource({"bad_syntax", "beyond_the_linear_subset", "beyond_the_limits"})
  void a_pattern_is_refused_with_place_reason_and_remedy(int index, String pattern, String reason) {
    RegexSyntaxException refusal =
        catchThrowableOfType(
            RegexSyntaxException.class, () -> LinearRegex.compile(pattern, RegexFlags.NONE));

    assertThat(refusal).as(pattern).isNotNull().hasMessageContaining(reason);
    assertThat(refusal.index()).as(refusal.getMessage()).isEqualTo(index);
    assertThat(refusal.remedy()).isNotBlank();
  }
}
