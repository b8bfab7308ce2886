package io.ironpost.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AhoCorasickTest {
  private static final int MANY = 5_000;

  @Test
  void finds_what_a_plain_search_finds_among_many_literals() {
    SplittableRandom random = new SplittableRandom(7);
    List<String> literals = new ArrayList<>();
    List<IndexedLiteral> indexed = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String text = text(random, 1 + random.nextInt(20), 6);
      literals.add(text);
      indexed.add(new IndexedLiteral(text.getBytes(StandardCharsets.UTF_8), i));
    }
    AhoCorasick automaton = AhoCorasickBuilder.build(indexed);
    for (int round = 0; round < 100; round++) {
      String value = text(random, random.nextInt(300), 7).toUpperCase(Locale.ROOT);
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      TreeSet<Integer> found = new TreeSet<>();
      automaton.scan(bytes, 0, bytes.length, found::add);
      TreeSet<Integer> expected = new TreeSet<>();
      for (int i = 0; i < MANY; i++) {
        if (value.toLowerCase(Locale.ROOT).contains(literals.get(i))) {
          expected.add(i);
        }
      }
      assertThat(found).as(value).isEqualTo(expected);
    }
  }

  @Test
  void literals_may_use_every_byte() {
    List<IndexedLiteral> indexed = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      if (b < 'A' || b > 'Z') {
        indexed.add(new IndexedLiteral(new byte[] {(byte) b, (byte) b}, b));
      }
    }
    AhoCorasick automaton = AhoCorasickBuilder.build(indexed);
    for (IndexedLiteral literal : indexed) {
      TreeSet<Integer> found = new TreeSet<>();
      automaton.scan(literal.bytes(), 0, 2, found::add);
      assertThat(found).containsExactly(literal.number());
    }
  }

  private static String text(SplittableRandom random, int length, int letters) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(letters)));
    }
    return text.toString();
  }
}
