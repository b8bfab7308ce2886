package io.ironpost.ebpf.detect;

import io.ironpost.ebpf.packet.Packet;

/// One source that asks for connections and hardly begins any.
///
/// A port scan asks as much but elsewhere each time; so the same ports have to be asked again and
/// again. nmap asks a silent port three times at most while it hurries.
final class SynFloodDetector implements Detector {
  private static final int TCP = 0;
  private static final int SYNS = 1;
  private static final double LEAST_REPEATS = 5;

  private final Surroundings around;
  private final SynFloodSettings settings;
  private final Tracks<State> sources;

  SynFloodDetector(Surroundings around) {
    this.around = around;
    settings = around.settings().synFlood();
    long window = settings.window().toNanos();
    sources = around.tracks(settings.window(), () -> new State(window));
  }

  private static final class State extends Track {
    private final RollingCounts counts;
    private final Spread ports;

    State(long windowNanos) {
      counts = new RollingCounts(2, windowNanos);
      ports = new Spread(windowNanos);
    }

    @Override
    int weight() {
      return (int) Math.min(Integer.MAX_VALUE / 2, counts.sum(SYNS));
    }

    @Override
    void clear() {
      counts.clear();
      ports.clear();
    }
  }

  @Override
  public void see(Packet packet, Turn turn) throws InterruptedException {
    if (!packet.isTcp()) {
      return;
    }
    long now = packet.timeNanos();
    State source =
        packet.synPackets() > 0
            ? sources.obtain(packet.sourceHigh(), packet.sourceLow(), 0, now)
            : sources.find(packet.sourceHigh(), packet.sourceLow(), 0);
    if (source == null) {
      return;
    }
    source.counts.advance(now);
    source.counts.add(TCP, packet.tcpPackets());
    source.counts.add(SYNS, packet.synPackets());
    if (packet.isSyn()) {
      source.ports.add(
          around.fold(packet.targetHigh(), packet.targetLow(), packet.targetPort()), now);
      if (isFlood(source) && source.beginsEpisode(now, around.quietNanos())) {
        tell(packet, source);
      }
    }
  }

  private boolean isFlood(State source) {
    long tcp = source.counts.sum(TCP);
    return tcp >= settings.minPackets()
        && source.counts.sum(SYNS) >= settings.ratio() * tcp
        && source.ports.repeats() >= LEAST_REPEATS;
  }

  private void tell(Packet packet, State source) throws InterruptedException {
    long now = packet.timeNanos();
    long syns = source.counts.sum(SYNS);
    long tcp = source.counts.sum(TCP);
    long seconds = settings.window().toSeconds();
    around
        .reports()
        .tell(new Finding("syn_flood", source.firstNanos(), now)
            .from(packet.source())
            .to(packet.target())
            .with("dst_port", packet.targetPort())
            .protocol(Packet.TCP)
            .with("packets", tcp)
            .with("syn_packets", syns)
            .with("window_seconds", seconds)
            .saying("%s sent %d SYNs in %d TCP packets within %d s, the last to %s port %d"
                .formatted(
                    packet.source(), syns, tcp, seconds, packet.target(), packet.targetPort())));
  }

  @Override
  public long evicted() {
    return sources.evicted();
  }
}
