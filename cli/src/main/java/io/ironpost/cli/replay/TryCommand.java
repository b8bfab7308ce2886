package io.ironpost.cli.replay;

import io.ironpost.cli.Command;
import io.ironpost.cli.engine.LogInput;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.alert.Alert;
import io.ironpost.daemon.engine.RuleChoice;
import io.ironpost.daemon.engine.SourceTimes;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `ironpost try FILE|DIR|PCAP|-`.
@CommandLine.Command(
    description = {
      "Looks at logs and packet captures with the built-in rules and shows what was found. Needs no"
          + " configuration and no rights beyond reading the files. The format is found out; gzip,"
          + " zstd and xz are unpacked.",
      "Ends with 0 whatever was found, unless --fail-on is given; with 4 when a file cannot be"
          + " read."
    })
public final class TryCommand implements Command {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR|PCAP|-",
      description =
          "Log files, packet captures (pcap, pcapng), folders of them, or - for standard input.")
  private List<String> inputs = List.of();

  @Mixin private final FindingOptions findings = new FindingOptions();
  @Mixin private final OutputOption output = new OutputOption();

  @Override
  public Exit run(Terminal terminal) throws InterruptedException {
    Format format = output.format(terminal, Format.TABLE, Format.NDJSON);
    findings.check();
    InstantSource clock = InstantSource.system();
    Run run =
        new Run(
            RuleChoice.builtInOnly(),
            SourceTimes.guessed(ZoneId.systemDefault(), clock),
            "auto",
            Runtime.getRuntime().availableProcessors(),
            Speed.of("max"),
            clock);
    RunOutcome outcome = run.on(new LogInput(inputs, terminal.in()), terminal);
    List<Alert> shown = findings.shown(outcome.alerts());
    FindingsReport.print(terminal, format, shown, outcome, findings.evidence());
    terminal.flush();
    Summary summary = new Summary(terminal, outcome);
    summary.say(shown);
    summary.sayNext(shown, findings.evidence(), SafeText.of(inputs.getFirst()));
    return outcome.problems().isEmpty() ? findings.exit(outcome.alerts()) : Exit.FAILED;
  }
}
