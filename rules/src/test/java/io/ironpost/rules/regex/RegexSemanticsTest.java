package io.ironpost.rules.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RegexSemanticsTest {
  private static Arguments yes(String pattern, String text) {
    return Arguments.of(pattern, text, true);
  }

  private static Arguments no(String pattern, String text) {
    return Arguments.of(pattern, text, false);
  }

  static Stream<Arguments> literals_and_escapes() {
    return Stream.of(
        yes("", ""),
        yes("b", "abc"),
        no("d", "abc"),
        yes("a.c", "abc"),
        no("a.c", "a\nc"),
        yes("\\Qa.c\\E", "a.c"),
        no("\\Qa.c\\E", "abc"),
        yes("\\Qab\\E+c", "abbbc"),
        yes("x\\Q*", "x*"),
        yes("^\\x41\\x{42}\\u0043\\007\\0$", "ABC\u0007\0"),
        yes("^\\ud83d\\ude00$", "\ud83d\ude00"),
        yes("^\\t\\n\\r\\f\\a\\e\\cA$", "\t\n\r\f\u0007\u001b\u0001"),
        yes("^\\d\\w\\s\\D\\W\\S$", "1_ a b"),
        no("^\\d$", "\u0663"),
        no("^\\w$", "\u00e9"),
        yes("\\s", "\u000b"),
        yes("^\\h\\v\\R", "\u00a0\u2028\r\n"),
        yes("\\\\\\/\\-\\_", "\\/-_"),
        yes("^\\N\\H\\V$", "abc"),
        yes("a{,3}", "a{,3}"),
        yes("{\\d}", "{1}"),
        yes("a{x}", "a{x}"),
        yes("]}", "]}"),
        yes("a(?#comment)b", "ab"));
  }

  static Stream<Arguments> classes() {
    return Stream.of(
        yes("^[abc]+$", "cab"),
        yes("^[^abc]$", "\n"),
        yes("^[]a]+$", "]a"),
        yes("^[^]a]$", "b"),
        no("^[^]a]$", "]"),
        yes("^[a-]+$", "-a"),
        yes("^[-a]+$", "-a"),
        yes("^[\\w-.]+$", "a-."),
        yes("^[\\w+|\\s]+$", "a+| "),
        yes("^[[:alpha:][:digit:]]+$", "a1"),
        yes("^[[:^alpha:]]$", "1"),
        no("^[[:^alpha:]]$", "a"),
        yes("^[[]+$", "[["),
        yes("^[\\x00-\\x1f]$", "\u0002"),
        yes("^[\\b]$", "\b"),
        yes("^[\\Q^]\\E]+$", "^]"),
        yes("^[\u00e0-\u00ff]$", "\u00e9"),
        yes("^[\u0430-\u044f\ud83d\ude00]+$", "\u0436\ud83d\ude00"),
        yes("^[^\\W\\d]+$", "a_b"),
        no("^[^\\W\\d]+$", "1"));
  }

  static Stream<Arguments> unicode() {
    return Stream.of(
        yes("^\\p{Lu}\\p{Ll}\\pN$", "\u00c9\u00e92"),
        no("^\\p{Lu}$", "\u00e9"),
        yes("^\\P{L}\\p{^L}$", "12"),
        yes("^\\p{IsLatin}\\p{Greek}\\p{script=Cyrillic}$", "a\u03b1\u0436"),
        yes("^\\p{InGreek}$", "\u03b1"),
        yes("^\\p{Alpha}\\p{Punct}$", "a!"),
        yes("^\\p{L&}\\p{Any}$", "a\u4e00"),
        yes("^[\\p{L}\\p{Nd}]+$", "\u4e00\u0663a1"),
        yes("^..$", "\u00e9\ud83d\ude00"),
        no("^.$", "\u00e9\u00e9"),
        no("^[^\u00e9]$", "\u00e9"),
        yes("(?i)^stra\u00dfe \u00c4\u03a3$", "STRA\u00dfE \u00e4\u03c2"),
        yes("(?i)^[\u00e0-\u00ff]$", "\u00c9"),
        yes("(?i)[^a]", "b"),
        no("(?i)[^a]", "A"),
        no("(?i)k", "\u212a"),
        no("(?i)s", "\u017f"));
  }

  static Stream<Arguments> anchors() {
    return Stream.of(
        yes("^a$", "a"),
        yes("^a$", "a\n"),
        no("^a$", "a\n\n"),
        no("a\\z", "a\n"),
        yes("a\\Z", "a\n"),
        no("\\Ab", "ab"),
        no("^b", "a\nb"),
        yes("(?m)^b$", "a\nb\nc"),
        no("(?m)a^", "a\n"),
        no("(?m)\\n^", "a\n"),
        yes("(?m)\\n^b", "a\nb"),
        yes("$\\n", "a\n"),
        yes("(?m)$\\n^", "a\nb"),
        yes("\\bfoo\\b", "a foo."),
        no("\\bfoo\\b", "afoo"),
        no("\\bfoo\\b", "foo1"),
        yes("\\Boo\\b", "foo"),
        yes("foo\\b", "foo\u00e9"),
        no("\\B", "a\u00e9b"),
        yes("\\B", ""),
        no("\\b", ""),
        yes("\\b^a", "a"),
        yes("^\\ba", "a"),
        no("\\b^a", "b a"),
        yes("a\\b$", "a"),
        yes("a$\\b", "a"),
        yes("(?:^|\\s)x(?:\\s|$)", "a x"),
        no("(?:^|\\s)x(?:\\s|$)", "axb"),
        no("a\\Ab", "ab"),
        yes("(^a|b)c", "xbc"),
        no("(^a|b)c", "xac"));
  }

  static Stream<Arguments> groups_and_flags() {
    return Stream.of(
        yes("^(?:ab|cd)+$", "abcdab"),
        yes("^(?P<one>a)(?<two>b)(?'three'c)$", "abc"),
        yes("(?i)AbC", "aBc"),
        yes("(?i:a)b", "Ab"),
        no("(?i:a)b", "AB"),
        yes("a(?i)b|c", "C"),
        yes("((?i)a)b", "Ab"),
        no("((?i)a)b", "AB"),
        no("(?i)a(?-i)b", "aB"),
        yes("(?s)a.b", "a\nb"),
        yes("(?i)(?s-i:A.)B", "A\nb"),
        no("(?s-i:a.)b", "A\nb"),
        yes("|a", "b"),
        yes("^(a|)$", ""));
  }

  static Stream<Arguments> quantifiers() {
    return Stream.of(
        yes("^a{3}$", "aaa"),
        no("^a{3}$", "aa"),
        yes("^a{2,}$", "aaaa"),
        no("^a{2,}$", "a"),
        yes("^a{1,2}$", "aa"),
        no("^a{1,2}$", "aaa"),
        yes("^a{0}b$", "b"),
        yes("^(ab?){2}$", "aba"),
        yes("^a*?b+?c??$", "aabbc"),
        yes("^(a*)*$", "aaa"),
        yes("^(?:a?){3}a{3}$", "aaa"),
        yes("^(\\d{1,3}\\.){3}\\d{1,3}$", "192.168.1.20"),
        no("^(\\d{1,3}\\.){3}\\d{1,3}$", "192.168.1"));
  }

  static Stream<Arguments> what_is_rewritten() {
    return Stream.of(
        yes("a++", "aa"),
        yes("^\\w++\\s*+$", "abc  "),
        yes("\"[^\"]*+\"", "say \"hi\""),
        yes("^(?>ab|cd)e", "cde"),
        yes("(?>a|ab)", "ab"),
        yes("foo(?=bar)", "foobar"),
        no("foo(?=bar)", "foobaz"),
        yes("foo(?![a-z])", "foo1"),
        yes("foo(?![a-z])", "foo"),
        no("foo(?![a-z])", "foob"),
        yes("(?<=\\s)x", "a x"),
        no("(?<=\\s)x", "x"),
        yes("(?<!\\w)x", "x"),
        yes("(?<!\\w)x", "a x"),
        no("(?<!\\w)x", "ax"));
  }

  @ParameterizedTest
  @MethodSource({
    "literals_and_escapes",
    "classes",
    "unicode",
    "anchors",
    "groups_and_flags",
    "quantifiers",
    "what_is_rewritten"
  })
  void a_pattern_finds_what_pcre_finds(String pattern, String text, boolean expected) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LinearRegex regex = LinearRegex.compile(pattern, RegexFlags.NONE);

    assertThat(regex.find(bytes, 0, bytes.length)).as(pattern).isEqualTo(expected);
    assertThat(regex.find(bytes, 0, bytes.length)).as("warm: " + pattern).isEqualTo(expected);
  }

  static Stream<Arguments> undecodable_bytes() {
    return Stream.of(
        yes("^.$", "ff"),
        yes("^[^a]$", "80"),
        yes("^\\W\\D\\S\\P{L}$", "ff80c3c3"),
        no("\\w|\\d|\\s|\\p{L}|[\\x{80}-\\x{10ffff}]", "ff80c3e282f8"),
        yes("^..$", "e282"), // a sequence cut short: each of its bytes is one
        no("^.$", "e282"),
        yes("^...$", "eda080"), // a surrogate
        yes("^..$", "c080"), // overlong
        yes("^....$", "f4908080"), // beyond 10FFFF
        yes("^.a$", "c361"),
        yes("^a.\u00e9$", "61c3c3a9"),
        yes("a$", "ff61"));
  }

  @ParameterizedTest
  @MethodSource("undecodable_bytes")
  void a_byte_outside_of_utf_8_is_one_char_of_no_positive_class(
      String pattern, String hex, boolean expected) {
    byte[] bytes = HexFormat.of().parseHex(hex);

    assertThat(LinearRegex.compile(pattern, RegexFlags.NONE).find(bytes, 0, bytes.length))
        .isEqualTo(expected);
  }

  @Test
  void the_range_searched_is_the_whole_text() {
    byte[] bytes = "xxabcxx".getBytes(StandardCharsets.UTF_8);

    assertThat(LinearRegex.compile("^abc$", RegexFlags.NONE).find(bytes, 2, 5)).isTrue();
    assertThat(LinearRegex.compile("\\babc\\b", RegexFlags.NONE).find(bytes, 2, 5)).isTrue();
    assertThat(LinearRegex.compile("x", RegexFlags.NONE).find(bytes, 2, 5)).isFalse();
    assertThat(LinearRegex.compile("^$", RegexFlags.NONE).find(bytes, 3, 3)).isTrue();
  }

  @Test
  void flags_given_from_outside_are_those_the_pattern_starts_with() {
    byte[] bytes = "A\nb".getBytes(StandardCharsets.UTF_8);

    assertThat(find("a.b", new RegexFlags(true, false, true), bytes)).isTrue();
    assertThat(find("a$", new RegexFlags(true, true, false), bytes)).isTrue();
    assertThat(find("a$", new RegexFlags(true, false, false), bytes)).isFalse();
  }

  private static boolean find(String pattern, RegexFlags flags, byte[] bytes) {
    return LinearRegex.compile(pattern, flags).find(bytes, 0, bytes.length);
  }
}
