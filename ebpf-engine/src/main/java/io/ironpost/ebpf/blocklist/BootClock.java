package io.ironpost.ebpf.blocklist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/// Translates between the time of people and the kernel's CLOCK_BOOTTIME, which also counts while
/// the machine sleeps and never jumps.
///
/// The two are compared anew at each translation, for the clock of people is set now and then. So a
/// time translated there and back may differ by what reading both clocks takes, and by what the
/// clock was set in between.
public final class BootClock {
  private static final Path UPTIME = Path.of("/proc/uptime");

  private final InstantSource wall;
  private final LongSupplier bootNanos;

  /// @param bootNanos what CLOCK_BOOTTIME shows, in nanoseconds
  public BootClock(InstantSource wall, LongSupplier bootNanos) {
    this.wall = wall;
    this.bootNanos = bootNanos;
  }

  /// Reads proc_uptime(5), which shows CLOCK_BOOTTIME to a hundredth of a second: fine enough for
  /// blocks, which last minutes.
  public static BootClock ofProc(InstantSource wall) {
    return new BootClock(wall, BootClock::uptimeNanos);
  }

  private static long uptimeNanos() {
    try {
      String text = Files.readString(UPTIME, StandardCharsets.US_ASCII);
      double seconds = Double.parseDouble(text.substring(0, text.indexOf(' ')));
      return (long) (seconds * 1e9);
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(UPTIME + " cannot be read; is /proc mounted?", e);
    }
  }

  public long nowBootNanos() {
    return bootNanos.getAsLong();
  }

  public Instant now() {
    return wall.instant();
  }

  /// When CLOCK_BOOTTIME will show, or has shown, that instant; at least 1, for 0 is
  /// [BlockRule#FOREVER].
  public long bootNanos(Instant at) {
    long now = bootNanos.getAsLong();
    Duration ahead = Duration.between(wall.instant(), at);
    long nanos;
    try {
      nanos = Math.addExact(now, ahead.toNanos());
    } catch (ArithmeticException _) { // 292 years
      nanos = ahead.isNegative() ? 1 : Long.MAX_VALUE;
    }
    return Math.max(1, nanos);
  }

  /// To the millisecond; [Instant#MAX] for [BlockRule#FOREVER].
  public Instant instant(long atBootNanos) {
    if (atBootNanos == BlockRule.FOREVER) {
      return Instant.MAX;
    }
    long now = bootNanos.getAsLong();
    return wall.instant().plusNanos(atBootNanos - now).truncatedTo(ChronoUnit.MILLIS);
  }
}
