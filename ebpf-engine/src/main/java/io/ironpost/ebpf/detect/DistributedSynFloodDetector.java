package io.ironpost.ebpf.detect;

import io.ironpost.ebpf.packet.Packet;

/// One target that many sources ask for connections and hardly any begins one: spoofed sources send
/// one SYN each, so none of them stands out.
///
/// Only SYNs of sources that send nothing else count. The kernel reports a sample, and not each
/// connection that began is in it; but whoever uses what he asked for has other packets among those
/// that a report stands for.
final class DistributedSynFloodDetector implements Detector {
  private static final int SYNS = 0;
  private static final int BEGUN = 1;

  private final Surroundings around;
  private final SynFloodSettings settings;
  private final Tracks<State> targets;

  DistributedSynFloodDetector(Surroundings around) {
    this.around = around;
    settings = around.settings().synFlood();
    long window = settings.window().toNanos();
    targets = around.tracks(settings.window(), () -> new State(window));
  }

  private static final class State extends Track {
    private final RollingCounts counts;
    private final Spread sources;

    State(long windowNanos) {
      counts = new RollingCounts(2, windowNanos);
      sources = new Spread(windowNanos);
    }

    @Override
    int weight() {
      return (int) Math.min(Integer.MAX_VALUE / 2, counts.sum(SYNS));
    }

    @Override
    void clear() {
      counts.clear();
      sources.clear();
    }
  }

  @Override
  public void see(Packet packet, Turn turn) throws InterruptedException {
    if (!packet.isTcp() || !packet.isSyn() && turn != Turn.ESTABLISHES) {
      return;
    }
    long now = packet.timeNanos();
    State target = targets.obtain(packet.targetHigh(), packet.targetLow(), 0, now);
    target.counts.advance(now);
    if (turn == Turn.ESTABLISHES) {
      target.counts.add(BEGUN, 1);
      return;
    }
    if (packet.tcpPackets() <= packet.synPackets()) {
      target.counts.add(SYNS, packet.synPackets());
    }
    target.sources.add(around.fold(packet.sourceHigh(), packet.sourceLow(), 0), now);
    if (isFlood(target, now) && target.beginsEpisode(now, around.quietNanos())) {
      tell(packet, target);
    }
  }

  private boolean isFlood(State target, long now) {
    long syns = target.counts.sum(SYNS);
    return syns >= settings.minSynsToTarget()
        && syns - target.counts.sum(BEGUN) >= settings.ratio() * syns
        && (target.isInEpisode(now) || target.sources.distinct() >= settings.minSources());
  }

  private void tell(Packet packet, State target) throws InterruptedException {
    long syns = target.counts.sum(SYNS);
    long begun = target.counts.sum(BEGUN);
    long sources = target.sources.distinct();
    long seconds = settings.window().toSeconds();
    around
        .reports()
        .tell(
            new Finding("syn_flood_distributed", target.firstNanos(), packet.timeNanos())
                .to(packet.target())
                .with("dst_port", packet.targetPort())
                .protocol(Packet.TCP)
                .with("syn_packets", syns)
                .with("connections", begun)
                .with("distinct_sources", sources)
                .with("window_seconds", seconds)
                .saying(
                    "%s got %d SYNs from about %d sources within %d s; %d connections began"
                        .formatted(packet.target(), syns, sources, seconds, begun)));
  }

  @Override
  public long evicted() {
    return targets.evicted();
  }
}
