package io.ironpost.rules.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Seeded mutation of good rules, and random bytes: nothing is ever thrown, and every problem
/// points into the file. `-Dironpost.fuzz=N` makes N inputs of each kind.
class MutatedRulesTest {
  private static final int INPUTS = Integer.getInteger("ironpost.fuzz", 2_000);
  private static final String ALPHABET = "|*?\\'\"-:&!%[]{}(),#\n\t a1é\u0000\uFEFF";
  private static final List<String> WORDS =
      List.of(
          "\n---\n",
          "condition: ",
          "|all",
          "|re",
          "|cidr",
          "|base64offset|contains",
          "|windash",
          "not ",
          "1 of them",
          "and ",
          " | count() by x > 5",
          "&a ",
          "*a",
          "<<: ",
          "null",
          "[]",
          "{}",
          "correlation:\n  ",
          "action: global\n",
          "filter:\n  ",
          "1e99",
          "0x",
          "!!str ");

  private static final RuleReader READER = new RuleReader(ReadOptions.defaults());

  @Test
  void mutated_rules_are_read_without_an_exception() throws IOException {
    List<String> seeds = seeds();
    RandomGenerator random = new Random(7);
    for (int i = 0; i < INPUTS; i++) {
      String yaml = seeds.get(random.nextInt(seeds.size()));
      for (int edits = 1 + random.nextInt(6); edits > 0; edits--) {
        yaml = mutate(yaml, random);
      }
      check(yaml.getBytes(StandardCharsets.UTF_8), i);
    }
  }

  @Test
  void random_bytes_are_read_without_an_exception() {
    RandomGenerator random = new Random(11);
    for (int i = 0; i < INPUTS; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (i % 2 == 0) {
        for (int at = 0; at < bytes.length; at++) {
          bytes[at] = (byte) (bytes[at] & 0x7F);
        }
      }
      check(bytes, i);
    }
  }

  private static void check(byte[] content, int number) {
    try {
      ReadResult result = READER.read("x.yml", content);
      long lines = new String(content, StandardCharsets.UTF_8).split("\\R", -1).length;
      for (Problem problem : result.problems()) {
        assertThat(problem.location().line()).isBetween(1, (int) lines + 1);
        problem.fix().ifPresent(fix -> assertThat(fix.end()).isLessThanOrEqualTo(content.length));
      }
    } catch (RuntimeException | StackOverflowError e) {
      String text = new String(content, StandardCharsets.UTF_8);
      throw new AssertionError("input %d:%n%s".formatted(number, text), e);
    }
  }

  private static String mutate(String yaml, RandomGenerator random) {
    int at = random.nextInt(yaml.length() + 1);
    int end = Math.min(yaml.length(), at + random.nextInt(12));
    return switch (random.nextInt(5)) {
      case 0 -> yaml.substring(0, at) + yaml.substring(end);
      case 1 ->
          yaml.substring(0, at)
              + ALPHABET.charAt(random.nextInt(ALPHABET.length()))
              + yaml.substring(at);
      case 2 ->
          yaml.substring(0, at) + WORDS.get(random.nextInt(WORDS.size())) + yaml.substring(at);
      case 3 -> yaml.substring(0, end) + yaml.substring(at);
      default ->
          yaml.substring(0, at)
              + ALPHABET.charAt(random.nextInt(ALPHABET.length()))
              + yaml.substring(end);
    };
  }

  private static List<String> seeds() throws IOException {
    List<String> seeds = new ArrayList<>();
    for (GoldenCases.Case c : GoldenCases.in("documents.golden")) {
      seeds.add(c.input());
    }
    String header = "title: t\nid: rule\nlogsource: {product: linux}\ndetection:\n";
    for (GoldenCases.Case c : GoldenCases.in("conditions.golden")) {
      seeds.add(header + c.input().indent(2));
    }
    for (GoldenCases.Case c : GoldenCases.in("modifiers.golden")) {
      seeds.add(header + "  sel:\n" + c.input().indent(4) + "  condition: sel\n");
    }
    return seeds;
  }
}
