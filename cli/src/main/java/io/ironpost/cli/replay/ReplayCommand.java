package io.ironpost.cli.replay;

import io.ironpost.cli.Command;
import io.ironpost.cli.engine.LogInput;
import io.ironpost.cli.engine.RuleOptions;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.alert.Alert;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ironpost replay FILE…`.
@CommandLine.Command(
    description = {
      "Runs recorded logs through the same pipeline as the daemon: with your rules, in the format"
          + " and the time you say, at any speed.",
      "Ends with 0 whatever was found, unless --fail-on is given; with 4 when a file cannot be"
          + " read."
    })
public final class ReplayCommand implements Command {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Log files, packet captures (pcap, pcapng), folders of them, or - for standard input.")
  private List<String> inputs = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "The logs' format, as rfc3164 or json. Default: auto, found out per source.")
  private String format = "auto";

  @Option(
      names = "--speed",
      paramLabel = "SPEED",
      description = "max, realtime, or a factor as 10x. Default: max.")
  private String speed = "max";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads that parse and match. Results do not depend on it. Default: one a core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private final RuleOptions rules = new RuleOptions();
  @Mixin private final TimeOptions time = new TimeOptions();
  @Mixin private final FindingOptions findings = new FindingOptions();
  @Mixin private final OutputOption output = new OutputOption();

  @Override
  public Exit run(Terminal terminal) throws InterruptedException {
    Format shape = output.format(terminal, Format.TABLE, Format.NDJSON);
    findings.check();
    if (threads < 1 || threads > 1_024) {
      throw new Refusal(Exit.PROBLEM, "--threads takes 1 to 1024, not " + threads + ".");
    }
    InstantSource clock = InstantSource.system();
    Run run = new Run(rules.choice(), time.times(clock), format, threads, Speed.of(speed), clock);
    RunOutcome outcome = run.on(new LogInput(inputs, terminal.in()), terminal);
    List<Alert> shown = findings.shown(outcome.alerts());
    FindingsReport.print(terminal, shape, shown, outcome, findings.evidence());
    terminal.flush();
    new Summary(terminal, outcome).say(shown);
    return outcome.problems().isEmpty() ? findings.exit(outcome.alerts()) : Exit.FAILED;
  }
}
