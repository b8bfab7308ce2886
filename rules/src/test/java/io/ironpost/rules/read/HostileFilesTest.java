package io.ironpost.rules.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a file holds, it is read in bounded time, and nothing is thrown.
class HostileFilesTest {
  private static final RuleReader READER = new RuleReader(ReadOptions.defaults());

  private static ReadResult read(String yaml) {
    return READER.read("x.yml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource
  void attacks_are_refused_quickly(String name, String yaml) {
    assertTimeout(Duration.ofSeconds(10), () -> assertThat(read(yaml).rules()).as(name).isEmpty());
  }

  static Stream<Object[]> attacks_are_refused_quickly() {
    String rule = "title: t\nlogsource: {product: p}\ndetection:\n";
    return Stream.of(
        attack("brackets", "a: " + "[".repeat(100_000)),
        attack("deep blocks", deep(2_000)),
        attack("alias bomb", bomb()),
        attack("recursive alias", "&a [*a, *a]"),
        attack("alias to nothing", "a: *b"),
        attack("parentheses", rule + "  a: {A: 1}\n  condition: " + "(".repeat(40_000) + "a"),
        attack("nots", rule + "  a: {A: 1}\n  condition: " + "not ".repeat(10_000) + "a"),
        attack("windash", rule + "  a: {A|windash: '" + "-a ".repeat(1_000) + "'}\n  condition: a"),
        attack(
            "long condition", rule + "  a: {A: 1}\n  condition: " + "a or ".repeat(90_000) + "a"),
        attack("combinations", rule + selections(60) + "  condition: 30 of them"),
        attack("big number", rule + "  a: {A|gt: 1e999999999}\n  condition: a"),
        attack("huge percentile", "title: t\ncorrelation: {type: value_count, condition: 1e99999}"),
        attack("control characters", "title: \u0000\u0007"),
        attack("tabs", "title:\n\t- a"),
        attack("many keys", keys(30_000)),
        attack("one long value", "title: \"" + "a".repeat(9_000_000) + "\""),
        attack("many documents", "---\na: 1\n".repeat(12_000)));
  }

  private static Object[] attack(String name, String yaml) {
    return new Object[] {name, yaml};
  }

  private static String deep(int levels) {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < levels; i++) {
      yaml.append(" ".repeat(i)).append("a:\n");
    }
    return yaml.toString();
  }

  private static String bomb() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String refs = ("*a" + (i - 1) + ", ").repeat(10);
      yaml.append("a%d: &a%d [%s]\n".formatted(i, i, refs));
    }
    return yaml.toString();
  }

  private static String selections(int count) {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < count; i++) {
      yaml.append("  s%d: {A: %d}\n".formatted(i, i));
    }
    return yaml.toString();
  }

  private static String keys(int count) {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < count; i++) {
      yaml.append("key%d: 1\n".formatted(i));
    }
    return yaml.toString();
  }

  @Test
  void a_file_over_the_limit_is_refused_unread() {
    ReadResult result = READER.read("x.yml", new byte[RuleReader.MAX_FILE_BYTES + 1]);

    assertThat(result.problems()).extracting(Problem::code).containsExactly("file-too-big");
  }

  @Test
  void what_is_not_utf8_is_refused() {
    ReadResult result = READER.read("x.yml", new byte[] {'a', ':', (byte) 0xFF});

    assertThat(result.problems()).extracting(Problem::code).containsExactly("not-utf8");
    assertThat(result.refused()).isEqualTo(1);
  }

  @Test
  void a_byte_order_mark_and_windows_line_ends_do_not_matter() {
    String yaml =
        "\uFEFFtitle: t\r\nlogsource: {product: p}\r\ndetection:\r\n  a: {A|contian: 1}\r\n  condition: a";

    ReadResult result = read(yaml);

    Problem problem = result.problems().getFirst();
    assertThat(problem.location()).hasToString("x.yml:4:9");
    assertThat(problem.fix()).contains(new Fix(58, 65, "contains"));
  }

  @Test
  void an_empty_file_holds_no_rules() {
    assertThat(read("").documents()).isZero();
    assertThat(read("# only a comment\n---\n").problems()).isEmpty();
  }

  @Test
  void names_do_not_depend_on_the_language_of_the_machine() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThatCode(() -> read("title: t\nlevel: CRITICAL\nstatus: STABLE"))
          .doesNotThrowAnyException();
    } finally {
      Locale.setDefault(before);
    }
  }
}
