package io.ironpost.cli.rules;

import io.ironpost.cli.Command;
import io.ironpost.cli.output.Counted;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Printer;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.engine.PlaceholderFile;
import io.ironpost.rules.lint.LintOptions;
import io.ironpost.rules.lint.LintReport;
import io.ironpost.rules.lint.ProblemPrinter;
import io.ironpost.rules.lint.RuleLinter;
import io.ironpost.rules.read.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ironpost rules lint PATH…`.
@CommandLine.Command(
    description = {
      "Checks rule files: every problem of all of them in one run, with line and caret.",
      "Ends with 2 when a rule cannot be used, else with 0."
    })
public final class RulesLintCommand implements Command {
  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Rule files, or folders of them.")
  private List<Path> paths = List.of();

  @Option(names = "--fix", description = "Repair in the files what can be repaired mechanically.")
  private boolean fix;

  @Option(
      names = "--require-attack",
      description = "Every rule that alerts must name an ATT&CK technique.")
  private boolean requireAttack;

  @Option(
      names = "--placeholders",
      paramLabel = "FILE",
      description = "Values for the placeholders of |expand: a YAML map of names to lists.")
  private Path placeholders = Path.of("");

  @Mixin private final OutputOption output = new OutputOption();

  @Override
  public Exit run(Terminal terminal) {
    Format format = output.format(terminal, Format.TEXT, Format.NDJSON, Format.TEXT, Format.SARIF);
    RulePaths.existing(paths);
    RuleLinter linter =
        new RuleLinter(new LintOptions(requireAttack, PlaceholderFile.read(placeholders)));
    LintReport report = linter.lint(paths);
    if (fix) {
      int repairs = LintFixes.apply(report.problems());
      terminal.say(Counted.of(repairs, "repair") + " made");
      report = repairs > 0 ? linter.lint(paths) : report;
    }
    print(terminal, format, report);
    terminal.flush();
    summarize(terminal, report);
    return report.hasErrors() ? Exit.PROBLEM : Exit.CLEAN;
  }

  private static void print(Terminal terminal, Format format, LintReport report) {
    switch (format) {
      case TEXT, TABLE -> printText(terminal, report.problems());
      case SARIF -> terminal.line(Json.pretty(Sarif.of(report)));
      default -> new Printer(terminal, format).print(LintListing.of(report));
    }
  }

  private static void printText(Terminal terminal, List<Problem> problems) {
    ProblemPrinter printer = new ProblemPrinter();
    problems.forEach(problem -> terminal.out(printer.print(problem)));
  }

  private static void summarize(Terminal terminal, LintReport report) {
    terminal.say(
        "%s, %s: %s compiled, %s refused; %s, %s"
            .formatted(
                Counted.of(report.rules().files(), "file"),
                Counted.of(report.rules().documents(), "rule"),
                Counted.number(report.rules().compiled()),
                Counted.number(report.rules().refused()),
                Counted.of(report.count(Problem.Severity.ERROR), "error"),
                Counted.of(report.count(Problem.Severity.WARNING), "warning")));
    Map<String, Integer> reasons = report.rules().refusedByReason();
    reasons.forEach((code, count) -> terminal.say("  refused: %6d  %s".formatted(count, code)));
  }
}
