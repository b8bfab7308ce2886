package io.ironpost.rules.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.rules.read.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file with several mistakes is told all of them in one run.
class FiveMistakesTest {
  private static final String RULE =
      """
      title: Shell from the web server
      id: 2f0d2b0e-7c1f-4e0e-9a53-1a1f6c6f1c11
      levle: high
      status: stabel
      logsource:
        category: process_creation
        product: linux
      detection:
        selection:
          ParentImage|endswth: /nginx
          CommandLine|re: 'sh( -i'
        filter:
          User: []
        condition: selection and not filtre
      """;

  private static final String REPORT =
      """
      rule.yml:3:1: warning: unknown key 'levle' [unknown-key]
        3 | levle: high
          | ^^^^^ did you mean 'level'?
      rule.yml:4:9: error: 'stabel' is no status [unknown-status]
        4 | status: stabel
          |         ^^^^^^ did you mean 'stable'?
      rule.yml:10:17: error: unknown modifier 'endswth' [unknown-modifier]
        10 |     ParentImage|endswth: /nginx
           |                 ^^^^^^^ did you mean 'endswith'?
      rule.yml:11:24: error: regex: this ( is not closed [bad-regex]
        11 |     CommandLine|re: 'sh( -i'
           |                        ^ Add ) or escape it as \\(
      rule.yml:13:5: error: 'User' has an empty list of values [empty-list]
        13 |     User: []
           |     ^^^^ an empty list matches nothing; give values or drop the field
      rule.yml:14:32: error: the condition names 'filtre', which is not defined [undefined-selection]
        14 |   condition: selection and not filtre
           |                                ^^^^^^ did you mean 'filter'?
      """;

  @TempDir Path folder;

  private List<Problem> lint() {
    return new RuleLinter(LintOptions.defaults()).lint(List.of(folder)).problems();
  }

  @Test
  void all_are_reported_at_once_with_line_and_caret() throws IOException {
    Files.writeString(folder.resolve("rule.yml"), RULE);
    ProblemPrinter printer = new ProblemPrinter();

    String report = lint().stream().map(printer::print).collect(Collectors.joining());

    assertThat(report.replace(folder + "/", "")).isEqualTo(REPORT);
  }

  @Test
  void those_with_one_right_spelling_are_repaired() throws IOException {
    Path file = folder.resolve("rule.yml");
    Files.writeString(file, RULE);

    Fixer.Fixed fixed = Fixer.fix(Files.readAllBytes(file), lint());

    assertThat(fixed.count()).isEqualTo(3);
    assertThat(new String(fixed.content(), StandardCharsets.UTF_8))
        .isEqualTo(
            RULE.replace("levle", "level")
                .replace("stabel", "stable")
                .replace("endswth", "endswith"));
  }
}
