package io.ironpost.ebpf.detect;

import io.ironpost.ebpf.packet.Packet;

/// One source that begins connection after connection with a service where one logs in. Those that
/// are refused do not count: that is somebody who waits for a server to come up.
final class BruteForceDetector implements Detector {
  private final Surroundings around;
  private final BruteForceSettings settings;
  private final boolean[] isLogin;
  private final boolean[] isDatabase;
  private final Tracks<State> services;

  BruteForceDetector(Surroundings around) {
    this.around = around;
    settings = around.settings().bruteForce();
    isLogin = Ports.of(settings.loginPorts());
    isDatabase = Ports.of(settings.databasePorts());
    long window = settings.window().toNanos();
    services = around.tracks(settings.window(), () -> new State(window));
  }

  private static final class State extends Track {
    private final RollingCounts connections;

    State(long windowNanos) {
      connections = new RollingCounts(1, windowNanos);
    }

    @Override
    int weight() {
      return (int) Math.min(Integer.MAX_VALUE / 2, connections.sum(0));
    }

    @Override
    void clear() {
      connections.clear();
    }
  }

  @Override
  public void see(Packet packet, Turn turn) throws InterruptedException {
    if (turn != Turn.ESTABLISHES || !packet.isTcp() || !concerns(packet)) {
      return;
    }
    long now = packet.timeNanos();
    long service = around.fold(packet.targetHigh(), packet.targetLow(), packet.targetPort());
    State state = services.obtain(packet.sourceHigh(), packet.sourceLow(), service, now);
    state.connections.advance(now);
    state.connections.add(0, 1);
    if (state.connections.sum(0) >= settings.connections()
        && state.beginsEpisode(now, around.quietNanos())) {
      tell(packet, state);
    }
  }

  private boolean concerns(Packet packet) {
    int port = packet.targetPort();
    return isLogin[port]
        || isDatabase[port] && !Addresses.isLocal(packet.sourceHigh(), packet.sourceLow());
  }

  private void tell(Packet packet, State state) throws InterruptedException {
    long connections = state.connections.sum(0);
    long seconds = settings.window().toSeconds();
    around
        .reports()
        .tell(
            new Finding("brute_force", state.firstNanos(), packet.timeNanos())
                .from(packet.source())
                .to(packet.target())
                .with("dst_port", packet.targetPort())
                .protocol(Packet.TCP)
                .with("connections", connections)
                .with("window_seconds", seconds)
                .saying(
                    "%s began %d connections with %s port %d within %d s"
                        .formatted(
                            packet.source(),
                            connections,
                            packet.target(),
                            packet.targetPort(),
                            seconds)));
  }

  @Override
  public long evicted() {
    return services.evicted();
  }
}
