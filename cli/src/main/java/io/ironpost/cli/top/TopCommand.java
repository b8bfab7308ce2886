package io.ironpost.cli.top;

import io.ironpost.cli.Command;
import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.TimeSpan;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ironpost top`.
@CommandLine.Command(
    description = {
      "Shows what the daemon does now: rates, books, latency, receivers, the busiest and costliest",
      "rules. Keys: q ends, p holds. In a pipe: a line of JSON for each interval."
    })
public final class TopCommand implements Command {
  /// Less would measure mostly itself.
  private static final Duration SHORTEST = Duration.ofMillis(100);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Mixin private final DaemonOption daemon = new DaemonOption();

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "How often to look, as 500ms. Default: 1s.")
  private String interval = "1s";

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      description = "End after so many; 0 for never. Default: 0.")
  private int count;

  @Override
  public Exit run(Terminal terminal) throws InterruptedException {
    Duration time =
        TimeSpan.of(interval)
            .filter(span -> span.compareTo(SHORTEST) >= 0)
            .orElseThrow(() -> new Refusal(Exit.PROBLEM, "--interval takes a time from 100ms on."));
    Moment.Watch watch = new Moment.Watch(daemon.client(terminal, PATIENCE));
    if (terminal.outIsTerminal()) {
      new LiveScreen(terminal, time, count)
          .show(() -> Frame.of(watch.next(), terminal, LiveScreen.KEYS));
    } else {
      asLines(watch, time, terminal);
    }
    return Exit.CLEAN;
  }

  private void asLines(Moment.Watch watch, Duration time, Terminal terminal)
      throws InterruptedException {
    for (int shown = 0; count == 0 || shown < count; shown++) {
      Thread.sleep(time);
      terminal.line(Json.line(watch.next().figures()));
      terminal.flush();
    }
  }
}
