package io.ironpost.cli.top;

import io.ironpost.cli.Command;
import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.TimeSpan;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
  private static final int END = -1;

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
      onScreen(watch, time, terminal);
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

  private void onScreen(Moment.Watch watch, Duration time, Terminal terminal)
      throws InterruptedException {
    BlockingQueue<Character> keys = new LinkedBlockingQueue<>();
    Thread.ofPlatform().daemon().name("keys").start(() -> read(terminal, keys));
    boolean held = false;
    int shown = 0;
    try (Screen screen = Screen.enter(terminal)) {
      while (count == 0 || shown < count) {
        if (!held) {
          screen.show(Frame.of(watch.next(), terminal, "q ends, p holds"));
          shown++;
        }
        Optional<Character> key =
            Optional.ofNullable(keys.poll(time.toNanos(), TimeUnit.NANOSECONDS));
        if (key.filter(c -> c == 'q' || c == 'Q').isPresent()) {
          return;
        }
        held ^= key.filter(c -> c == 'p' || c == 'P').isPresent();
      }
    }
  }

  /// A thread of its own: reading a terminal cannot be given up.
  private static void read(Terminal terminal, BlockingQueue<Character> keys) {
    try {
      for (int key = terminal.in().read(); key != END; key = terminal.in().read()) {
        keys.add((char) key);
      }
    } catch (IOException _) {
      // no keys, then
    }
  }
}
