package io.ironpost.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// A bar with rate on standard error, for people who wait: drawn only on a terminal, first after
/// half a second, ten times a second at most, and wiped when the work is done.
public final class ProgressBar {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final int CELLS = 24;

  private final Terminal terminal;
  private final InstantSource clock;
  private final Instant started;
  private Instant next;
  private boolean drawn;

  public ProgressBar(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
    this.started = clock.instant();
    this.next = started.plus(FIRST);
  }

  /// Says how far it is; draws when it is time to.
  ///
  /// @param done of `total`, in bytes of input; a total of 0 is unknown (a pipe)
  /// @param lines so far
  public void at(long done, long total, long lines) {
    if (!terminal.errIsTerminal()) {
      return;
    }
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(BETWEEN);
    drawn = true;
    terminal.sayRaw("\r" + text(Duration.between(started, now), done, total, lines) + "\u001b[K");
  }

  static String text(Duration elapsed, long done, long total, long lines) {
    double seconds = Math.max(0.001, elapsed.toMillis() / 1000.0);
    String rate = count(lines) + " lines  " + count((long) (lines / seconds)) + "/s";
    if (total <= 0) {
      return rate;
    }
    double part = Math.min(1.0, (double) done / total);
    int full = (int) (part * CELLS);
    long left = part > 0 ? (long) (seconds / part - seconds) : 0;
    return "%s%s %3d %%  %s  %d s left"
        .formatted("█".repeat(full), "░".repeat(CELLS - full), (int) (part * 100), rate, left);
  }

  /// `1.2 M`, `850 k`.
  static String count(long number) {
    if (number >= 1_000_000) {
      return String.format(Locale.ROOT, "%.1f M", number / 1e6);
    }
    return number >= 10_000
        ? String.format(Locale.ROOT, "%.0f k", number / 1e3)
        : Long.toString(number);
  }

  /// Wipes the bar.
  public void close() {
    if (drawn) {
      terminal.sayRaw("\r\u001b[K");
      drawn = false;
    }
  }
}
