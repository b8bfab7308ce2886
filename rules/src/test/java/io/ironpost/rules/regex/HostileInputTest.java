package io.ironpost.rules.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class HostileInputTest {
  private static final List<String> PIECES =
      List.of(
          "(",
          ")",
          "(?",
          "(?:",
          "(?i",
          "(?=",
          "(?<",
          "(?P<",
          "[",
          "]",
          "[^",
          "[:",
          "[[:alpha:]",
          "{",
          "}",
          "{2,",
          "{9999}",
          ",",
          "*",
          "+",
          "?",
          "|",
          "^",
          "$",
          ".",
          "\\",
          "\\Q",
          "\\E",
          "\\x{",
          "\\p{",
          "\\pL",
          "\\ud83d",
          "\\R",
          "\\b",
          "\\W",
          "\\0",
          "-",
          "a",
          "é",
          "\ud83d",
          "\0",
          "&&",
          "#",
          "<",
          ">",
          "=",
          "!",
          ":",
          "1",
          "s",
          "\n");

  private final Random random = new Random(11);

  @Test
  void no_pattern_escapes_with_anything_but_a_refusal() {
    int accepted = 0;
    for (int i = 0; i < 10_000; i++) {
      String pattern = randomPattern();
      byte[] text = randomBytes(40);
      try {
        LinearRegex.compile(pattern, RegexFlags.IGNORE_CASE).find(text, 0, text.length);
        accepted++;
      } catch (RegexSyntaxException refusal) {
        assertThat(refusal.index()).as(pattern).isBetween(0, pattern.length());
      }
    }
    assertThat(accepted).isGreaterThan(500);
  }

  @Test
  void no_bytes_make_a_search_fail_and_both_engines_agree_on_all() {
    for (int i = 0; i < 1_000; i++) {
      LinearRegex regex = LinearRegex.compile(RandomPattern.plain(random), RegexFlags.IGNORE_CASE);
      LazyDfa automaton = regex.automaton();
      for (int j = 0; j < 10; j++) {
        byte[] text = randomBytes(30);
        boolean finalNewline = text.length > 0 && text[text.length - 1] == '\n';
        int end = finalNewline ? text.length - 1 : text.length;
        boolean simulated =
            new NfaSimulation(automaton.nfa(), automaton.alphabet())
                .find(new SymbolReader(text, 0, 0, end, finalNewline));
        assertThat(regex.find(text, 0, text.length)).as(regex.toString()).isEqualTo(simulated);
      }
    }
  }

  @Test
  void deeply_nested_groups_at_the_limit_compile_on_an_ordinary_stack() {
    int depth = RegexLimits.MAX_DEPTH;
    String pattern = "(?:a|".repeat(depth) + "b+" + ")+".repeat(depth);

    assertThat(LinearRegex.compile(pattern, RegexFlags.NONE).find(new byte[] {'b'}, 0, 1)).isTrue();
  }

  @Test
  void many_threads_searching_while_the_automaton_is_flushed_agree_with_one() throws Exception {
    // About 2^14 states of a hundred bytes: more than fits.
    LinearRegex regex = LinearRegex.compile("a[ab]{14}c$", RegexFlags.NONE);
    List<byte[]> texts = new ArrayList<>();
    List<Boolean> expected = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      texts.add(randomAbc());
      LazyDfa alone = LinearRegex.compile("a[ab]{14}c$", RegexFlags.NONE).automaton();
      expected.add(alone.find(texts.get(i), 0, texts.get(i).length));
    }
    assertThat(expected).contains(true, false);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<List<Boolean>> search =
          () -> texts.stream().map(text -> regex.find(text, 0, text.length)).toList();
      for (Future<List<Boolean>> found :
          threads.invokeAll(List.of(search, search, search, search))) {
        assertThat(found.get()).isEqualTo(expected);
      }
    }
    assertThat(regex.automaton().flushes()).isPositive();
  }

  private byte[] randomAbc() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 500; i++) text.append(random.nextBoolean() ? 'a' : 'b');
    return text.append(random.nextBoolean() ? "c" : "").toString().getBytes(StandardCharsets.UTF_8);
  }

  private String randomPattern() {
    StringBuilder pattern = new StringBuilder();
    for (int i = random.nextInt(10); i >= 0; i--) {
      pattern.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return pattern.toString();
  }

  private byte[] randomBytes(int maxLength) {
    byte[] bytes = new byte[random.nextInt(maxLength)];
    random.nextBytes(bytes);
    byte[] frequent = {'a', 'b', '\n', ' ', (byte) 0xc3, (byte) 0xa9, (byte) 0xf0, (byte) 0x80};
    for (int i = 0; i < bytes.length; i++) {
      if (random.nextInt(4) != 0) bytes[i] = frequent[random.nextInt(frequent.length)];
    }
    return bytes;
  }
}
