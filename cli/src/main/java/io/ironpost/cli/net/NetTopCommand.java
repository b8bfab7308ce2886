package io.ironpost.cli.net;

import io.ironpost.cli.Command;
import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Format;
import io.ironpost.cli.output.OutputOption;
import io.ironpost.cli.output.Printer;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.cli.top.LiveScreen;
import io.ironpost.core.config.TimeSpan;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ironpost net top`.
@CommandLine.Command(
    description = {
      "Shows who talks to whom over the guarded interfaces, the liveliest first, and what becomes of",
      "their packets. Keys: q ends, p holds. In a pipe, or with --once: one look."
    })
public final class NetTopCommand implements Command {
  /// Less would measure mostly itself.
  private static final Duration SHORTEST = Duration.ofMillis(100);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Mixin private final DaemonOption daemon = new DaemonOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "How often to look, as 500ms. Default: 1s.")
  private String interval = "1s";

  @Option(names = "--once", description = "Look once and end.")
  private boolean once;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "At most so many connections. Default: 50.")
  private int limit = 50;

  @Override
  public Exit run(Terminal terminal) throws InterruptedException {
    Duration time =
        TimeSpan.of(interval)
            .filter(span -> span.compareTo(SHORTEST) >= 0)
            .orElseThrow(() -> new Refusal(Exit.PROBLEM, "--interval takes a time from 100ms on."));
    if (limit < 1) {
      throw new Refusal(Exit.PROBLEM, "--limit takes a number from 1 on.");
    }
    Format format = output.format(terminal, Format.TABLE, Format.NDJSON);
    NetMoment.Watch watch = new NetMoment.Watch(daemon.client(terminal, PATIENCE));
    if (terminal.outIsTerminal() && format == Format.TABLE && !once) {
      new LiveScreen(terminal, time, 0)
          .show(() -> NetFrame.of(watch.next(), terminal, LiveScreen.KEYS, limit));
    } else {
      Thread.sleep(time);
      look(watch.next(), format, terminal);
    }
    return Exit.CLEAN;
  }

  private void look(NetMoment moment, Format format, Terminal terminal) {
    List<FlowRow> flows = moment.flows();
    new Printer(terminal, format)
        .print(FlowRow.listing(flows.subList(0, Math.min(flows.size(), limit))));
    if (moment.stats().get("interfaces").items().isEmpty()) {
      terminal.say("no interface is guarded: " + SafeText.of(moment.stats().get("reason").text()));
    }
  }
}
