package io.ironpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RulesCommandsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @TempDir private Path folder;

  @Test
  void a_recorded_draft_passes_at_once() throws IOException {
    Path rule = Files.copy(GOLDEN.resolve("rules/ssh.yml"), folder.resolve("ssh.yml"));
    String log = GOLDEN.resolve("auth.log").toString();
    assertThat(Ran.piped("rules", "test", rule.toString(), "--record", log).exit()).isZero();
    assertThat(folder.resolve("ssh.test.yml")).content().contains("203.0.113.7");
    Ran tested = Ran.piped("rules", "test", rule.toString());
    assertThat(tested.exit()).as(tested.out()).isZero();
    assertThat(tested.err()).contains("3 passed, 0 failed");
  }

  @Test
  void a_draft_does_not_overwrite_a_test() throws IOException {
    Path rule = Files.copy(GOLDEN.resolve("rules/ssh.yml"), folder.resolve("ssh.yml"));
    Files.writeString(folder.resolve("ssh.test.yml"), "cases: []\n");
    Ran ran =
        Ran.piped(
            "rules", "test", rule.toString(), "--record", GOLDEN.resolve("auth.log").toString());
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(folder.resolve("ssh.test.yml")).hasContent("cases: []\n");
  }

  @Test
  void a_rule_without_a_quiet_case_is_not_tested() throws IOException {
    Files.copy(GOLDEN.resolve("rules/word.yml"), folder.resolve("word.yml"));
    Files.writeString(
        folder.resolve("word.test.yml"),
        "cases:\n  - name: a\n    log: 'Jun 14 15:16:01 h app[1]: owned'\n    matches: 1\n");
    Ran ran = Ran.piped("rules", "test", folder.toString(), "-o", "text");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("both sides").contains("no case with matches: 0");
  }

  @Test
  void events_are_cases_too() throws IOException {
    Files.copy(GOLDEN.resolve("rules/word.yml"), folder.resolve("word.yml"));
    Files.writeString(
        folder.resolve("word.test.yml"),
        """
        cases:
          - name: an event
            events:
              - {product: linux, note: 'you are owned'}
            matches: 1
          - name: another
            events:
              - {product: linux, note: 'all is well'}
            matches: 0
        """);
    Ran ran = Ran.piped("rules", "test", folder.toString(), "-o", "text");
    assertThat(ran.exit()).as(ran.out()).isZero();
  }

  @Test
  void mechanical_repairs_are_made() throws IOException {
    String rule = Files.readString(GOLDEN.resolve("rules/word.yml"));
    Path file =
        Files.writeString(
            folder.resolve("word.yml"), rule.replace("level: medium", "level: Medium"));
    String before = Files.readString(file);
    Ran ran = Ran.piped("rules", "lint", "--fix", folder.toString());
    assertThat(ran.err()).contains("repair");
    if (ran.err().startsWith("1 repair")) {
      assertThat(file).content().isNotEqualTo(before);
    }
  }

  @Test
  void a_path_that_is_not_there_is_a_usage_problem() {
    Ran ran = Ran.piped("rules", "lint", folder.resolve("none").toString());
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("there is no");
  }

  @Test
  void the_built_in_rules_can_be_listed_and_lint_clean() {
    Ran list = Ran.piped("rules", "list");
    assertThat(list.exit()).isZero();
    assertThat(list.out().lines().count()).isGreaterThan(80);
    assertThat(list.err()).doesNotContain("could not be used");
  }
}
