package io.ironpost.ebpf.detect;

import io.ironpost.ebpf.packet.Packet;

/// One source that asks for connections and hardly begins any.
///
/// Two signs. Nearly all of its TCP packets are SYNs (who is served sends at least his ACK and his
/// FIN as well). Or every second is, and no connection begins: a flood from a real address against
/// an open port, where the sender's own kernel answers each SYN-ACK with a RST.
///
/// A port scan asks as much but elsewhere each time; so the same ports have to be asked again and
/// again. nmap asks a silent port three times at most while it hurries.
final class SynFloodDetector implements Detector {
  private static final int TCP = 0;
  private static final int SYNS = 1;
  private static final int ASKED = 2; // SYNs seen one by one
  private static final int BEGUN = 3;
  private static final double LEAST_REPEATS = 5;

  /// Above this even a check that only connects and hangs up does not come: SYN, ACK, RST.
  private static final double LEAST_SHARE = 0.4;

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
      counts = new RollingCounts(4, windowNanos);
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
    source.counts.add(BEGUN, turn == Turn.ESTABLISHES ? 1 : 0);
    if (packet.isSyn()) {
      source.counts.add(ASKED, 1);
      source.ports.add(
          around.fold(packet.targetHigh(), packet.targetLow(), packet.targetPort()), now);
      if (isFlood(source, now) && source.beginsEpisode(now, around.quietNanos())) {
        tell(packet, source);
      }
    }
  }

  private boolean isFlood(State source, long now) {
    long tcp = source.counts.sum(TCP);
    return tcp >= settings.minPackets()
        && (source.counts.sum(SYNS) >= settings.ratio() * tcp || beginsNothing(source))
        && (source.isInEpisode(now) || source.ports.repeats() >= LEAST_REPEATS);
  }

  private boolean beginsNothing(State source) {
    long asked = source.counts.sum(ASKED);
    return source.counts.sum(SYNS) >= LEAST_SHARE * source.counts.sum(TCP)
        && asked - source.counts.sum(BEGUN) >= settings.ratio() * asked;
  }

  private void tell(Packet packet, State source) throws InterruptedException {
    long now = packet.timeNanos();
    long syns = source.counts.sum(SYNS);
    long tcp = source.counts.sum(TCP);
    long seconds = settings.window().toSeconds();
    around
        .reports()
        .tell(
            new Finding("syn_flood", source.firstNanos(), now)
                .from(packet.source())
                .to(packet.target())
                .with("dst_port", packet.targetPort())
                .protocol(Packet.TCP)
                .with("packets", tcp)
                .with("syn_packets", syns)
                .with("window_seconds", seconds)
                .saying(
                    "%s sent %d SYNs in %d TCP packets within %d s, the last to %s port %d"
                        .formatted(
                            packet.source(),
                            syns,
                            tcp,
                            seconds,
                            packet.target(),
                            packet.targetPort())));
  }

  @Override
  public long evicted() {
    return sources.evicted();
  }
}
