package io.ironpost.rules.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.rules.read.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleLinterTest {
  private static final String RULE =
      """
      title: t
      id: %s
      logsource: {product: linux}
      detection:
        sel: {CommandLine: x}
        condition: sel
      """;

  @TempDir Path folder;

  private LintReport lint(LintOptions options) {
    return new RuleLinter(options).lint(List.of(folder));
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void the_same_id_in_two_files_is_an_error_in_the_second() throws IOException {
    String id = "2f0d2b0e-7c1f-4e0e-9a53-1a1f6c6f1c11";
    write("a/one.yml", RULE.formatted(id));
    write("b/two.yml", RULE.formatted(id));

    LintReport report = lint(LintOptions.defaults());

    assertThat(report.problems()).extracting(Problem::code).containsExactly("duplicate-id");
    assertThat(report.problems().getFirst().location().file()).endsWith("two.yml");
    assertThat(report.rules().compiled()).isEqualTo(1);
    assertThat(report.rules().refusedByReason()).isEqualTo(Map.of("duplicate-id", 1));
  }

  @Test
  void rules_without_ids_are_told_apart_by_their_folders() throws IOException {
    write("a/one.yml", RULE.replace("id: %s\n", ""));
    write("b/one.yml", RULE.replace("id: %s\n", ""));

    LintReport report = lint(LintOptions.defaults());

    assertThat(report.rules().eventRules())
        .extracting(rule -> rule.header().id())
        .containsExactly("a/one", "b/one");
  }

  @Test
  void tests_and_other_files_are_no_rules() throws IOException {
    write("one.yml", RULE.formatted("1"));
    write("one.test.yml", "not: a rule");
    write("notes.txt", "x");

    assertThat(lint(LintOptions.defaults()).rules().files()).isEqualTo(1);
  }

  @Test
  void a_link_in_a_circle_is_reported_and_the_rest_is_read() throws IOException {
    write("a/one.yml", RULE.formatted("one"));
    Files.createSymbolicLink(folder.resolve("a/again"), folder);

    LintReport report = lint(LintOptions.defaults());

    assertThat(report.rules().eventRules()).hasSize(1);
    assertThat(report.problems())
        .filteredOn(Problem::isError)
        .extracting(Problem::code)
        .containsExactly("unreadable-file");
  }

  @Test
  void techniques_are_asked_for_where_wanted() throws IOException {
    write("one.yml", RULE.formatted("one"));
    write("two.yml", RULE.formatted("two") + "tags: [attack.t1059.004, attack.execution]\n");

    LintReport report = lint(new LintOptions(true, Map.of()));

    assertThat(report.problems())
        .filteredOn(Problem::isError)
        .extracting(Problem::code)
        .containsExactly("missing-attack-tag");
  }

  @Test
  void a_field_that_looks_like_a_slip_is_pointed_out() throws IOException {
    write("one.yml", RULE.formatted("one").replace("CommandLine", "ComandLine"));

    Problem problem = lint(LintOptions.defaults()).problems().getLast();

    assertThat(problem.code()).isEqualTo("unknown-field");
    assertThat(problem.hint()).isEqualTo("did you mean 'CommandLine'?");
  }

  @Test
  void a_reference_to_no_rule_refuses_the_correlation() throws IOException {
    write("one.yml", RULE.formatted("one") + "name: failed_login\n");
    write(
        "many.yml",
        """
        title: many
        id: many
        correlation: {type: event_count, rules: [faild_login], timespan: 1m, condition: {gte: 2}}
        """);

    LintReport report = lint(LintOptions.defaults());

    assertThat(report.problems())
        .filteredOn(Problem::isError)
        .extracting(Problem::code, Problem::hint)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("unknown-rule", "did you mean 'failed_login'?"));
  }

  @Test
  void what_is_not_there_is_a_problem_not_an_exception() {
    LintReport report =
        new RuleLinter(LintOptions.defaults()).lint(List.of(folder.resolve("nowhere.yml")));

    assertThat(report.problems()).extracting(Problem::code).containsExactly("unreadable-file");
  }

  @Test
  void escape_sequences_in_a_file_do_not_reach_the_terminal() {
    ProblemPrinter printer = new ProblemPrinter("x.yml", "a: \u001b[31mred\n");
    Problem problem =
        new Problem(
            Problem.Severity.ERROR,
            "x",
            new io.ironpost.rules.model.Location("x.yml", 1, 4),
            3,
            "bad \u001b[0m",
            "",
            java.util.Optional.empty());

    assertThat(printer.print(problem)).doesNotContain("\u001b").contains("a: \uFFFD[31mred");
  }
}
