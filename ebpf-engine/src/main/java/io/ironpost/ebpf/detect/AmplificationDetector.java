package io.ironpost.ebpf.detect;

import io.ironpost.ebpf.packet.Packet;

/// Large answers to somebody who asked nothing: others asked in their name (RFC 5358). The sources
/// are servers that are being used, so none of them is named as the attacker.
final class AmplificationDetector implements Detector {
  private static final int DNS = 53;
  private static final int ANY = 255;
  private static final int TXT = 16;
  private static final int RESPONSES = 0;
  private static final int BYTES = 1;
  private static final int TELLING = 2;

  private final Surroundings around;
  private final AmplificationSettings settings;
  private final Tracks<State> targets;

  AmplificationDetector(Surroundings around) {
    this.around = around;
    settings = around.settings().amplification();
    long window = settings.window().toNanos();
    targets = around.tracks(settings.window(), () -> new State(window));
  }

  private static final class State extends Track {
    private final RollingCounts counts;
    private final Spread servers;

    State(long windowNanos) {
      counts = new RollingCounts(3, windowNanos);
      servers = new Spread(windowNanos);
    }

    @Override
    int weight() {
      return (int) Math.min(Integer.MAX_VALUE / 2, counts.sum(RESPONSES));
    }

    @Override
    void clear() {
      counts.clear();
      servers.clear();
    }
  }

  @Override
  public void see(Packet packet, Turn turn) throws InterruptedException {
    boolean isUnasked = turn == Turn.STRAY || turn.isUnanswered();
    if (!isUnasked
        || !packet.isUdp()
        || packet.sourcePort() != DNS
        || packet.isLaterFragment()
        || packet.lengthBytes() < settings.largeBytes()) {
      return;
    }
    long now = packet.timeNanos();
    State target = targets.obtain(packet.targetHigh(), packet.targetLow(), 0, now);
    target.counts.advance(now);
    target.counts.add(RESPONSES, packet.udpPackets());
    target.counts.add(BYTES, packet.bytes());
    target.counts.add(TELLING, isTelling(packet) ? 1 : 0);
    target.servers.add(around.fold(packet.sourceHigh(), packet.sourceLow(), 0), now);
    if (target.counts.sum(RESPONSES) >= settings.responses()
        && target.beginsEpisode(now, around.quietNanos())) {
      tell(packet, target);
    }
  }

  /// Questions whose answers are longest.
  private static boolean isTelling(Packet packet) {
    return packet.dnsQuestion() == ANY || packet.dnsQuestion() == TXT;
  }

  private void tell(Packet packet, State target) throws InterruptedException {
    long responses = target.counts.sum(RESPONSES);
    long bytes = target.counts.sum(BYTES);
    long servers = target.servers.distinct();
    long seconds = settings.window().toSeconds();
    around
        .reports()
        .tell(
            new Finding("dns_amplification", target.firstNanos(), packet.timeNanos())
                .to(packet.target())
                .protocol(Packet.UDP)
                .with("packets", responses)
                .with("bytes", bytes)
                .with("any_or_txt", target.counts.sum(TELLING))
                .with("distinct_sources", servers)
                .with("window_seconds", seconds)
                .saying(
                    "%s got %d large DNS answers (%d bytes) within %d s from about %d servers that"
                            .formatted(packet.target(), responses, bytes, seconds, servers)
                        + " it had not asked"));
  }

  @Override
  public long evicted() {
    return targets.evicted();
  }
}
