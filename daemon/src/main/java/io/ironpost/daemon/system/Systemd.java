package io.ironpost.daemon.system;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Tells systemd how the program is (sd_notify(3)), when systemd started it; otherwise every call
/// does nothing.
///
/// The protocol is a text in one datagram to a Unix socket, for which Java has no class; so no
/// libsystemd, but three calls of the C library.
public final class Systemd {
  private static final long NANOS_PER_MICRO = 1_000;
  private static final String SOCKET = "NOTIFY_SOCKET";
  private static final String WATCHDOG = "WATCHDOG_USEC";
  private static final String WATCHDOG_PID = "WATCHDOG_PID";

  private final Optional<DatagramPath> socket;
  private final Optional<Duration> watchdog;

  private Systemd(Optional<DatagramPath> socket, Optional<Duration> watchdog) {
    this.socket = socket;
    this.watchdog = watchdog;
  }

  /// @param environment of the process
  public static Systemd of(Map<String, String> environment) {
    Optional<DatagramPath> socket = DatagramPath.of(environment.getOrDefault(SOCKET, ""));
    return new Systemd(socket, socket.flatMap(_ -> watchdog(environment)));
  }

  /// sd_watchdog_enabled(3): half of the time, and only for the process it names.
  private static Optional<Duration> watchdog(Map<String, String> environment) {
    String pid = environment.getOrDefault(WATCHDOG_PID, "");
    if (!pid.isEmpty() && !pid.equals(String.valueOf(ProcessHandle.current().pid()))) {
      return Optional.empty();
    }
    try {
      long micros = Long.parseLong(environment.getOrDefault(WATCHDOG, "0"));
      return micros > 0
          ? Optional.of(Duration.ofNanos(micros / 2 * NANOS_PER_MICRO))
          : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// The program is up, or up again after [#reloading].
  public boolean ready() {
    return tell("READY=1");
  }

  /// A reload begins. systemd wants to know when by the monotonic clock, which on Linux is what
  /// `System.nanoTime` reads, so that it can tell this reload from one before.
  public boolean reloading() {
    return tell("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / NANOS_PER_MICRO);
  }

  /// The program is coming to its end.
  public boolean stopping() {
    return tell("STOPPING=1");
  }

  /// One line for `systemctl status`.
  public boolean status(String text) {
    return tell("STATUS=" + text.replaceAll("\\p{Cntrl}", " "));
  }

  /// The program is alive. To be called each [#watchdogInterval], and only while it is true.
  public boolean alive() {
    return tell("WATCHDOG=1");
  }

  /// How often [#alive] is expected; empty when systemd does not watch.
  public Optional<Duration> watchdogInterval() {
    return watchdog;
  }

  /// False when nobody was told.
  private boolean tell(String text) {
    return socket.isPresent() && socket.get().send(text.getBytes(StandardCharsets.UTF_8));
  }
}
