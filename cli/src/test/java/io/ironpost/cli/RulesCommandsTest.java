package io.ironpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.cli.output.FakeTerminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void an_unknown_status_names_the_known_ones() {
    Ran ran = Ran.piped("rules", "list", "--status", "foo");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("enabled, disabled, stable, test").contains("not foo");
    assertThat(Ran.piped("rules", "list", "--status", "Test").exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 120})
  void names_of_rules_are_whole_however_narrow_the_terminal(int columns) {
    String names = Ran.piped("rules", "list", "-o", "csv").out();
    FakeTerminal fake =
        FakeTerminal.forPeople(Map.of("COLUMNS", String.valueOf(columns), "NO_COLOR", "1"));
    String table = Ran.in(fake, "rules", "list").out();
    assertThat(table.lines()).allMatch(line -> line.length() <= columns);
    assertThat(names).contains("execution_from_temporary_folder");
    assertThat(table).contains("execution_from_temporary_folder");
  }

  @Test
  void a_compressed_log_is_explained_as_it_is_read() throws IOException {
    Path packed = folder.resolve("auth.log.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(GOLDEN.resolve("auth.log"), out);
    }
    String rules = GOLDEN.resolve("rules").toString();
    Ran why =
        Ran.piped(
            "rules", "explain", "ssh_refused", "--no-builtin", "--rules", rules, packed.toString());
    assertThat(why.exit()).as(why.out()).isZero();
    Ran how = Ran.piped("logs", "explain", packed.toString());
    assertThat(how.exit()).as(how.out()).isZero();
    assertThat(how.out()).contains("\"parser\":\"rfc3164\"");
  }

  @Test
  void a_damaged_archive_is_told_and_no_fault() throws IOException {
    Path packed = Files.write(folder.resolve("bad.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2});
    Ran ran = Ran.piped("logs", "explain", packed.toString());
    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).contains("cannot read").doesNotContain("fault");
    byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0x7f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    Path other = Files.write(folder.resolve("bad.zst"), zstd);
    assertThat(Ran.piped("logs", "explain", other.toString()).exit()).isEqualTo(4);
  }
}
