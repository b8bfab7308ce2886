package io.ironpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.cli.output.FakeTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The output contract, command by command: what goes to standard output, what to standard error,
/// and the exit code, in a pipe and on a terminal. `-Dironpost.golden=update` writes the files
/// anew.
final class GoldenCommandsTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final String REPLAY =
      "replay --no-builtin --rules @/rules --year 2026 --zone UTC ";

  /// @param name of the golden file
  /// @param arguments separated by blanks; `@` is [#FOLDER]
  record Case(String name, String arguments, boolean people) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        pipe("replay-ndjson", REPLAY + "@/auth.log"),
        pipe("replay-json", REPLAY + "@/auth.log -o json"),
        pipe("replay-csv", REPLAY + "@/auth.log -o csv"),
        pipe("replay-table-evidence", REPLAY + "@/auth.log -o table --evidence"),
        people("replay-on-a-terminal", REPLAY + "@/auth.log"),
        pipe("replay-fail-on", REPLAY + "@/auth.log --fail-on high --min-severity critical"),
        pipe("replay-hostile", REPLAY + "@/hostile.log -o table --evidence"),
        people("replay-hostile-on-a-terminal", REPLAY + "@/hostile.log --evidence"),
        pipe("replay-no-file", REPLAY + "@/none.log"),
        pipe("replay-bad-speed", REPLAY + "@/auth.log --speed fast"),
        pipe("rules-list", "rules list --no-builtin --rules @/rules -o table"),
        pipe("rules-lint-clean", "rules lint @/rules"),
        pipe("rules-lint-five-mistakes", "rules lint @/broken -o text"),
        pipe("rules-lint-json", "rules lint @/broken -o json"),
        pipe("rules-lint-sarif", "rules lint @/broken -o sarif"),
        pipe("rules-test", "rules test @/rules -o table"),
        pipe("rules-test-text", "rules test @/rules/ssh.yml -o text"),
        pipe("rules-test-junit", "rules test @/rules -o junit"),
        pipe("rules-coverage", "rules coverage --no-builtin --rules @/rules -o table"),
        pipe("rules-coverage-navigator", "rules coverage --no-builtin --rules @/rules --navigator"),
        pipe(
            "rules-explain",
            "rules explain ssh_three --no-builtin --rules @/rules @/auth.log -o text"),
        pipe(
            "rules-explain-ndjson",
            "rules explain ssh_refused --no-builtin --rules @/rules @/auth.log --lines 1"),
        pipe(
            "rules-explain-unknown",
            "rules explain ssh_thre --no-builtin --rules @/rules @/auth.log"),
        pipe("logs-explain", "logs explain @/broken.log -o text --lines 5"),
        pipe("logs-explain-hostile", "logs explain @/hostile.log -o text"),
        pipe("logs-explain-ndjson", "logs explain @/broken.log --lines 1"),
        pipe("config-check-nothing", "config check -c @/nothing.toml"),
        pipe("config-show", "config show -c @/nothing.toml -o table"),
        pipe("help", "--help"),
        pipe("help-doctor", "doctor --help"),
        pipe("help-alerts-silence", "alerts silence --help"),
        pipe("help-block", "block --help"),
        pipe("help-blocklist-import", "blocklist import --help"),
        pipe("help-actions-approve", "actions approve --help"),
        pipe("help-net-top", "net top --help"),
        pipe("blocklist-one-word-more", "blocklist"),
        pipe("blocklist-import-dry-run", "blocklist import @/feed.txt --name bad --dry-run"),
        pipe("block-no-daemon", "block 203.0.113.9 --socket @/none.sock"),
        pipe("completion-bash", "completion bash"),
        pipe("completion-fish", "completion fish"),
        pipe("status-no-daemon", "status --socket @/none.sock"),
        pipe("spool-check-no-spool", "spool check --dir @/none"));
  }

  private static Case pipe(String name, String arguments) {
    return new Case(name, arguments, false);
  }

  private static Case people(String name, String arguments) {
    return new Case(name, arguments, true);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answers_as_written_down(Case one) throws IOException {
    FakeTerminal fake =
        one.people() ? FakeTerminal.forPeople(Map.of("COLUMNS", "100")) : FakeTerminal.pipe();
    String[] arguments =
        Arrays.stream(one.arguments().split(" ", -1))
            .map(argument -> argument.replace("@", FOLDER.toString()))
            .toArray(String[]::new);
    String answer = told(Ran.in(fake, arguments));
    Path golden = FOLDER.resolve("answers").resolve(one.name() + ".txt");
    if ("update".equals(System.getProperty("ironpost.golden"))) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, answer);
    }
    assertThat(answer).isEqualTo(Files.readString(golden));
  }

  private static String told(Ran ran) {
    String answer =
        "exit %d\n--- standard output\n%s--- standard error\n%s"
            .formatted(ran.exit(), ran.out(), ran.err());
    return answer
        .replaceAll("\\d+\\.\\d s,", "N s,")
        .replaceAll("\"milliseconds\": ?\\d+", "\"milliseconds\":N")
        .replaceAll("time=\"[0-9.]+\"", "time=\"N\"");
  }
}
