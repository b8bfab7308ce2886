package io.ironpost.daemon.control;

import io.ironpost.daemon.metrics.Exposition;
import io.ironpost.daemon.metrics.FixedFigures;
import io.ironpost.daemon.metrics.Latencies;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// A control server with everything behind it made up, on a real socket.
final class Desk implements AutoCloseable {
  /// Short, so that tests of slow clients are not.
  static final ControlLimits LIMITS =
      new ControlLimits(4_096, 8, 2, Duration.ofMillis(200), Duration.ofMillis(50));

  final FakeControls controls = new FakeControls();
  final AlertFeed alerts = new AlertFeed();
  final TapFeed tap = new TapFeed();
  final FakeWire wire;
  final Path socket;
  final ControlClient client;
  private final ControlServer server;

  Desk(Path folder) {
    this(folder, ControlLimits.defaults());
  }

  Desk(Path folder, ControlLimits limits) {
    socket = folder.resolve("control.sock");
    wire = new FakeWire(folder);
    server = ControlServer.open(socket, program(), limits);
    client = new ControlClient(socket, Duration.ofSeconds(20));
  }

  RunningProgram program() {
    FixedFigures figures = new FixedFigures();
    Latencies latencies = Latencies.empty();
    InstantSource clock = InstantSource.fixed(FixedFigures.NOW);
    return new RunningProgram(
        figures,
        latencies,
        new Exposition(figures, latencies, clock),
        controls,
        alerts,
        tap,
        clock,
        wire.controls());
  }

  @Override
  public void close() {
    server.close();
  }
}
