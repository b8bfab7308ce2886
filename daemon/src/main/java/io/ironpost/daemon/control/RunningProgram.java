package io.ironpost.daemon.control;

import io.ironpost.daemon.metrics.Exposition;
import io.ironpost.daemon.metrics.Latencies;
import io.ironpost.daemon.metrics.MetricsView;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// The sides of the program that the control server shows.
///
/// @param alerts where the program tells alerts to listeners
/// @param tap where the pipeline shows records to listeners
/// @param wire the programs in the kernel and the answer
public record RunningProgram(
    MetricsView view,
    Latencies latencies,
    Exposition exposition,
    Controls controls,
    AlertFeed alerts,
    TapFeed tap,
    InstantSource clock,
    WireControls wire) {
  /// A program without the wire.
  public RunningProgram(
      MetricsView view,
      Latencies latencies,
      Exposition exposition,
      Controls controls,
      AlertFeed alerts,
      TapFeed tap,
      InstantSource clock) {
    this(view, latencies, exposition, controls, alerts, tap, clock, WireControls.none(clock));
  }

  /// Everything that can be asked for over the Unix socket.
  List<Route> routes() {
    ProgramRoutes program = new ProgramRoutes(view, latencies, exposition);
    return Stream.of(
            program.open(),
            program.figures(alerts, tap),
            ProgramRoutes.orders(controls),
            new AlertRoutes(controls, alerts, clock).all(),
            new SilenceRoutes(controls).all(),
            new TapRoutes(tap).all(),
            new ActionRoutes(wire.actions()).all(),
            new BlocklistRoutes(wire).all(),
            new NetRoutes(wire.net()).all(),
            OpenApi.routes())
        .flatMap(List::stream)
        .toList();
  }
}
