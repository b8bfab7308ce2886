package io.ironpost.rules.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

/// The JDK's engine as the other opinion, with `UNIX_LINES`, which gives `$` and `.` PCRE's sense.
class AgreesWithJavaTest {
  private static final int PATTERNS = 4_000;
  private static final int TEXTS = 12;

  private final Random random = new Random(20_260_805);

  @Test
  void random_patterns_find_what_javas_engine_finds() {
    int matches = 0;
    for (int i = 0; i < PATTERNS; i++) {
      matches += compare(RandomPattern.plain(random), randomFlags());
    }
    assertThat(matches).isBetween(PATTERNS, PATTERNS * (TEXTS - 1));
  }

  @Test
  void what_is_accepted_of_atomic_groups_and_lookarounds_finds_what_javas_engine_finds() {
    int accepted = 0;
    for (int i = 0; i < PATTERNS; i++) {
      String pattern = RandomPattern.withBacktracking(random);
      RegexFlags flags = randomFlags();
      if (!isAccepted(pattern, flags)) continue;
      accepted++;
      compare(pattern, flags);
    }
    assertThat(accepted).isGreaterThan(PATTERNS / 4);
  }

  private RegexFlags randomFlags() {
    return new RegexFlags(random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
  }

  private static boolean isAccepted(String pattern, RegexFlags flags) {
    try {
      LinearRegex.compile(pattern, flags);
      Pattern.compile(pattern);
      return true;
    } catch (RegexSyntaxException | PatternSyntaxException _) {
      return false;
    }
  }

  private int compare(String pattern, RegexFlags flags) {
    Pattern java = Pattern.compile(pattern, javaFlags(flags));
    LinearRegex ours = LinearRegex.compile(pattern, flags);
    int matches = 0;
    for (int i = 0; i < TEXTS; i++) {
      String text = RandomPattern.text(random);
      // In the JDK a multi-line ^ does not match the empty text; in PCRE it does.
      if (text.isEmpty() && pattern.contains("^")) continue;
      boolean expected = java.matcher(text).find();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      String what = "/%s/ %s in '%s'".formatted(pattern, flags, text);

      assertThat(ours.find(bytes, 0, bytes.length)).as(what).isEqualTo(expected);
      assertThat(simulate(ours, bytes)).as("simulated: " + what).isEqualTo(expected);
      if (expected) assertThat(hasRequired(ours, text)).as("literals: " + what).isTrue();
      if (expected) matches++;
    }
    return matches;
  }

  private static int javaFlags(RegexFlags flags) {
    return Pattern.UNIX_LINES
        | (flags.ignoreCase() ? Pattern.CASE_INSENSITIVE : 0)
        | Pattern.UNICODE_CASE
        | (flags.multiLine() ? Pattern.MULTILINE : 0)
        | (flags.dotAll() ? Pattern.DOTALL : 0);
  }

  private static boolean simulate(LinearRegex regex, byte[] bytes) {
    LazyDfa automaton = regex.automaton();
    int length = bytes.length;
    boolean finalNewline = length > 0 && bytes[length - 1] == '\n';
    return new NfaSimulation(automaton.nfa(), automaton.alphabet())
        .find(new SymbolReader(bytes, 0, 0, finalNewline ? length - 1 : length, finalNewline));
  }

  private static boolean hasRequired(LinearRegex regex, String text) {
    return regex.requiredLiteral().stream().allMatch(literal -> isIn(literal, text))
        && (regex.requiredAnyOf().isEmpty()
            || regex.requiredAnyOf().stream().anyMatch(literal -> isIn(literal, text)));
  }

  private static boolean isIn(Literal literal, String text) {
    if (!literal.ignoreCase()) return text.contains(literal.text());
    // Only ASCII is folded; in the alphabet of RandomPattern that leaves é and É.
    String folded = text.replace('\u00c9', '\u0001').toLowerCase(Locale.ROOT);
    return folded.contains(literal.text().replace('\u00c9', '\u0001'));
  }
}
