package io.ironpost.rules.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Counts states looked at instead of measuring time. The scan itself does one look-up per byte.
class LinearTimeTest {
  private static final int TEXT_BYTES = 100_000;

  private static byte[] repeated(String unit, String end) {
    String text = unit.repeat(TEXT_BYTES / unit.length()) + end;
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Stream<Arguments> what_backtracking_engines_hang_on() {
    return Stream.of(
        Arguments.of("(.*a){12}$", repeated("a", "b"), false),
        Arguments.of("(.*a){12}$", repeated("ab", "a"), true),
        Arguments.of("\\s+$", repeated(" ", "x"), false),
        Arguments.of("(a+)+$", repeated("a", "b"), false),
        Arguments.of("^(a|aa)+$", repeated("a", "b"), false),
        Arguments.of("^(a|a?)+$", repeated("a", "b"), false),
        Arguments.of("^(([a-z])+.)+[A-Z]([a-z])+$", repeated("a", "!"), false),
        Arguments.of("(x+x+)+y", repeated("x", ""), false),
        Arguments.of("\\b(?:\\w+\\s*)+:$", repeated("word ", ";"), false),
        Arguments.of("(?:\u00e9|\u00e9\u00e9)*z", repeated("\u00e9", ""), false));
  }

  @ParameterizedTest
  @MethodSource("what_backtracking_engines_hang_on")
  void the_automaton_is_built_once_and_then_only_looked_up(
      String pattern, byte[] text, boolean expected) {
    LinearRegex regex = LinearRegex.compile(pattern, RegexFlags.NONE);

    assertThat(regex.find(text, 0, text.length)).isEqualTo(expected);
    // Fewer states looked at than bytes read: the work does not grow with the text.
    assertThat(regex.automaton().visits()).isLessThan(TEXT_BYTES / 5);
  }

  @ParameterizedTest
  @MethodSource("what_backtracking_engines_hang_on")
  void the_simulation_looks_at_each_state_a_few_times_per_byte(
      String pattern, byte[] text, boolean expected) {
    LazyDfa automaton = LinearRegex.compile(pattern, RegexFlags.NONE).automaton();
    NfaSimulation simulation = new NfaSimulation(automaton.nfa(), automaton.alphabet());

    assertThat(simulation.find(new SymbolReader(text, 0, 0, text.length, false)))
        .isEqualTo(expected);
    int states = automaton.nfa().states().size();
    assertThat(simulation.visits()).isLessThan(6L * states * (text.length + 2));
  }

  @Test
  void a_pattern_with_exponentially_many_states_stays_within_its_memory_and_linear() {
    // Which of the last 40 chars were an a takes 2^40 deterministic states to remember.
    LinearRegex regex = LinearRegex.compile("a[ab]{40}c", RegexFlags.NONE);
    byte[] text = randomText(TEXT_BYTES);

    assertThat(regex.find(text, 0, text.length)).isFalse();
    LazyDfa automaton = regex.automaton();
    assertThat(automaton.flushes()).isEqualTo(RegexLimits.MAX_FLUSHES_PER_FIND);
    // A table that doubles may pass the limit once before the next transition notices.
    assertThat(automaton.memoryBytes()).isLessThan(2 * RegexLimits.MAX_DFA_BYTES);
    assertThat(automaton.visits()).isLessThan(6L * automaton.nfa().states().size() * text.length);
  }

  @Test
  void after_the_automaton_was_given_up_the_answer_is_still_right() {
    LinearRegex regex = LinearRegex.compile("a[ab]{40}c$", RegexFlags.NONE);
    byte[] text = randomText(TEXT_BYTES);
    byte[] tail = ("a" + "b".repeat(40) + "c\n").getBytes(StandardCharsets.UTF_8);
    System.arraycopy(tail, 0, text, TEXT_BYTES - tail.length, tail.length);

    assertThat(regex.find(text, 0, text.length)).isTrue();
    assertThat(regex.find(text, 0, text.length - 2)).isFalse();
  }

  @Test
  void a_pattern_anchored_at_the_start_stops_where_it_can_no_longer_match() {
    LinearRegex regex = LinearRegex.compile("^abc", RegexFlags.NONE);
    byte[] text = repeated("x", "");

    assertThat(regex.find(text, 0, text.length)).isFalse();
    assertThat(regex.automaton().stateCount()).isEqualTo(1);
    assertThat(regex.automaton().visits()).isLessThan(10);
  }

  private static byte[] randomText(int length) {
    Random random = new Random(7);
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) text[i] = (byte) (random.nextBoolean() ? 'a' : 'b');
    return text;
  }
}
