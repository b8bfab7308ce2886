package io.ironpost.cli.rules;

import io.ironpost.cli.Command;
import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Counted;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Listing;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Printer;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.disk.LocalDisk;
import io.ironpost.daemon.engine.BuiltIn;
import io.ironpost.daemon.engine.PlaceholderFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ironpost rules test [PATH…]`.
@CommandLine.Command(
    description = {
      "Runs the tests beside rules (x.test.yml for x.yml); without a path those of the built-in"
          + " rules. A rule needs a case that matches and one that does not.",
      "Ends with 0 when all pass, with 1 when one fails, with 2 when a rule cannot be used."
    })
public final class RulesTestCommand implements Command {
  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Rule files, their test files, or folders of them.")
  private List<Path> paths = List.of();

  @Option(
      names = "--record",
      paramLabel = "LOG",
      description = "Draft a test file for one rule file from what the rule finds in this log.")
  private Path record = Path.of("");

  @Option(names = "--strict", description = "A rule file without a test file is a failure too.")
  private boolean strict;

  @Option(
      names = "--placeholders",
      paramLabel = "FILE",
      description = "Values for the placeholders of |expand: a YAML map of names to lists.")
  private Path placeholders = Path.of("");

  @Mixin private final OutputOption output = new OutputOption();

  @Override
  public Exit run(Terminal terminal) {
    Format format = output.format(terminal, Format.TEXT, Format.NDJSON, Format.TEXT, Format.JUNIT);
    RulePaths.existing(paths);
    Map<String, List<String>> values = PlaceholderFile.read(placeholders);
    TestSuite suite =
        paths.isEmpty()
            ? new TestSuite(BuiltIn.rulesAndTests(), values)
            : TestSuite.under(paths, values);
    return record.toString().isEmpty() ? test(terminal, format, suite) : draft(terminal, suite);
  }

  private Exit test(Terminal terminal, Format format, TestSuite suite) {
    List<TestResult> results = suite.run();
    print(terminal, format, results);
    terminal.flush();
    long failed = results.stream().filter(result -> !result.passed()).count();
    List<String> untested = suite.untested();
    terminal.say(
        "%s in %s: %d passed, %d failed; %s without tests"
            .formatted(
                Counted.of(results.size(), "case"),
                Counted.of(suite.tests(), "file"),
                results.size() - failed,
                failed,
                Counted.of(untested.size(), "rule file")));
    if (suite.refused() > 0) {
      terminal.say(
          "%s cannot be used; `ironpost rules lint` says why"
              .formatted(Counted.of(suite.refused(), "rule")));
      return Exit.PROBLEM;
    }
    if (results.isEmpty() && !paths.isEmpty()) {
      terminal.say("there are no tests; `ironpost rules test RULE --record LOG` drafts one");
    }
    return failed > 0 || (strict && !untested.isEmpty()) ? Exit.FINDINGS : Exit.CLEAN;
  }

  private static void print(Terminal terminal, Format format, List<TestResult> results) {
    switch (format) {
      case TEXT -> results.stream().filter(r -> !r.passed()).forEach(r -> printFailed(terminal, r));
      case JUNIT -> terminal.out(JunitXml.of(results));
      default ->
          new Printer(terminal, format)
              .print(new Listing<>("results", columns(), results, Map.of()));
    }
  }

  private static void printFailed(Terminal terminal, TestResult result) {
    terminal.line(
        "%s %s: %s: %s"
            .formatted(
                terminal.styled(Style.BAD, "FAIL"),
                SafeText.of(result.file()),
                SafeText.of(result.name()),
                SafeText.of(result.failure())));
  }

  private static List<Column<TestResult>> columns() {
    return List.of(
        Column.<TestResult>fixed("result", "RESULT", r -> r.passed() ? "pass" : "fail")
            .in(r -> r.passed() ? Style.GOOD : Style.BAD),
        Column.wide("file", "FILE", TestResult::file),
        Column.wide("case", "CASE", TestResult::name),
        Column.wide("failure", "WHY", TestResult::failure),
        Column.dataOnly("milliseconds", TestResult::millis));
  }

  private Exit draft(Terminal terminal, TestSuite suite) {
    if (paths.size() != 1 || Files.isDirectory(paths.getFirst())) {
      throw new Refusal(Exit.PROBLEM, "--record takes one rule file.");
    }
    Path file = Path.of(TestSuite.testOf(paths.getFirst().normalize().toString()));
    if (Files.exists(file)) {
      throw new Refusal(
          Exit.PROBLEM, SafeText.of(file.toString()) + " exists; move it away first.");
    }
    String draft = suite.draft(paths.getFirst().normalize().toString(), record, terminal.in());
    if (draft.isEmpty()) {
      terminal.say("the rule finds nothing in " + SafeText.of(record.toString()));
      return Exit.FINDINGS;
    }
    try {
      new LocalDisk().replace(file, draft.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Refusal(Exit.FAILED, "cannot write " + SafeText.of(file + ": " + e), e);
    }
    terminal.say("wrote " + SafeText.of(file.toString()) + "; read it before you trust it");
    return Exit.CLEAN;
  }
}
