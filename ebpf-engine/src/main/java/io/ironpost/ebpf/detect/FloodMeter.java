package io.ironpost.ebpf.detect;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.packet.Packet;
import org.jspecify.annotations.Nullable;

/// Counts packets that nobody asked for, by source and by target.
final class FloodMeter {
  /// Fewer sources are told one by one.
  private static final int MANY_SOURCES = 10;

  private final String detector;
  private final Surroundings around;
  private final FloodSettings settings;
  private final Tracks<State> sources;
  private final Tracks<State> targets;

  FloodMeter(String detector, Surroundings around, FloodSettings settings) {
    this.detector = detector;
    this.around = around;
    this.settings = settings;
    long window = settings.window().toNanos();
    sources = around.tracks(settings.window(), () -> new State(window, null));
    targets = around.tracks(settings.window(), () -> new State(window, new Spread(window)));
  }

  private static final class State extends Track {
    private static final int PACKETS = 0;
    private static final int BYTES = 1;

    private final RollingCounts counts;
    private final @Nullable Spread sources;

    State(long windowNanos, @Nullable Spread sources) {
      counts = new RollingCounts(2, windowNanos);
      this.sources = sources;
    }

    void count(long packets, long bytes, long nowNanos) {
      counts.advance(nowNanos);
      counts.add(PACKETS, packets);
      counts.add(BYTES, bytes);
    }

    long packets() {
      return counts.sum(PACKETS);
    }

    long bytes() {
      return counts.sum(BYTES);
    }

    @Override
    int weight() {
      return (int) Math.min(Integer.MAX_VALUE / 2, packets());
    }

    @Override
    void clear() {
      counts.clear();
      if (sources != null) {
        sources.clear();
      }
    }
  }

  void count(Packet packet, long packets) throws InterruptedException {
    long now = packet.timeNanos();
    State source = sources.obtain(packet.sourceHigh(), packet.sourceLow(), 0, now);
    source.count(packets, packet.bytes(), now);
    if (source.packets() >= settings.perSource()
        && source.beginsEpisode(now, around.quietNanos())) {
      around.reports().tell(bySource(packet, source));
    }
    State target = targets.obtain(packet.targetHigh(), packet.targetLow(), 0, now);
    target.count(packets, packet.bytes(), now);
    if (target.sources != null) {
      target.sources.add(around.fold(packet.sourceHigh(), packet.sourceLow(), 0), now);
      if (target.packets() >= settings.perTarget()
          && (target.isInEpisode(now) || target.sources.distinct() >= MANY_SOURCES)
          && target.beginsEpisode(now, around.quietNanos())) {
        around.reports().tell(byTarget(packet, target, target.sources.distinct()));
      }
    }
  }

  private Finding bySource(Packet packet, State source) {
    Finding finding = finding(detector, packet, source).from(packet.source()).to(packet.target());
    return finding.saying(
        sentence(packet.source().toString(), "sent", source, "the last to " + packet.target()));
  }

  private Finding byTarget(Packet packet, State target, long sources) {
    IpPrefix victim = packet.target();
    return finding(detector + "_distributed", packet, target)
        .to(victim)
        .with("distinct_sources", sources)
        .saying(
            sentence(victim.toString(), "got", target, "from about %d sources".formatted(sources)));
  }

  private Finding finding(String name, Packet packet, State state) {
    Finding finding =
        new Finding(name, state.firstNanos(), packet.timeNanos())
            .protocol(packet.protocol())
            .with("packets", state.packets())
            .with("bytes", state.bytes())
            .with("window_seconds", settings.window().toSeconds());
    return packet.isUdp() ? finding.with("dst_port", packet.targetPort()) : finding;
  }

  private String sentence(String who, String verb, State state, String rest) {
    return "%s %s %d packets (%d bytes) within %d s that nobody answered or asked for, %s"
        .formatted(who, verb, state.packets(), state.bytes(), settings.window().toSeconds(), rest);
  }

  long evicted() {
    return sources.evicted() + targets.evicted();
  }
}
