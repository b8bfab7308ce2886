package io.ironpost.ebpf.detect;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.packet.Packet;

/// A connection from here to somewhere that nobody expects; only when it is said what is expected.
final class EgressDetector implements Detector {
  private final Surroundings around;
  private final EgressSettings settings;
  private final boolean[] isExpected;
  private final Tracks<Place> places;

  EgressDetector(Surroundings around) {
    this.around = around;
    settings = around.settings().egress();
    isExpected = Ports.of(settings.ports());
    places = around.tracks(around.settings().quiet(), Place::new);
  }

  /// Remembered only to tell it once.
  private static final class Place extends Track {
    @Override
    int weight() {
      return 1;
    }

    @Override
    void clear() {}
  }

  @Override
  public void see(Packet packet, Turn turn) throws InterruptedException {
    if (!settings.isLimited() || !CallsHome.isOwn(packet, turn) || isExpected(packet)) {
      return;
    }
    long now = packet.timeNanos();
    long key = around.fold(packet.targetHigh(), packet.targetLow(), packet.targetPort());
    Place place = places.obtain(packet.sourceHigh(), packet.sourceLow(), key, now);
    if (place.beginsEpisode(now, around.quietNanos())) {
      around
          .reports()
          .tell(
              new Finding("unexpected_egress", now, now)
                  .from(packet.source())
                  .to(packet.target())
                  .with("dst_port", packet.targetPort())
                  .protocol(packet.protocol())
                  .saying(
                      "%s opened a connection to %s port %d, which is not among what is expected"
                          .formatted(packet.source(), packet.target(), packet.targetPort())));
    }
  }

  private boolean isExpected(Packet packet) {
    if (isExpected[packet.targetPort()]) {
      return true;
    }
    for (IpPrefix prefix : settings.prefixes()) {
      if (prefix.contains(packet.targetHigh(), packet.targetLow())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long evicted() {
    return places.evicted();
  }
}
