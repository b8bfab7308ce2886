package io.ironpost.ebpf.detect;

import io.ironpost.ebpf.packet.Packet;
import org.jspecify.annotations.Nullable;

/// What all searches have in common: somebody tries many different things, and nothing comes about.
abstract class ScanDetector implements Detector {
  private final Surroundings around;
  private final Tracks<ScanTrack> tracks;
  private final long quietNanos;
  private final Attempt attempt = new Attempt();

  ScanDetector(Surroundings around, ScanSettings settings) {
    this.around = around;
    tracks = around.tracks(settings.window(), () -> new ScanTrack(settings));
    // one that tries a port an hour is silent for long between two
    quietNanos = Math.max(around.quietNanos(), settings.window().toNanos() / 4);
  }

  final Surroundings around() {
    return around;
  }

  @Override
  public final void see(Packet packet, Turn turn) throws InterruptedException {
    if (!attempt.reads(packet, turn) || !concerns(attempt)) {
      return;
    }
    if (attempt.isServed()) {
      ScanTrack track = track(attempt);
      if (track != null) {
        track.served(valueHigh(attempt), valueLow(attempt), attempt.nowNanos());
      }
      return;
    }
    tried();
  }

  private void tried() throws InterruptedException {
    long now = attempt.nowNanos();
    ScanTrack track = tracks.obtain(attempt.openerHigh(), attempt.openerLow(), place(attempt), now);
    if (!counts(attempt, track)) {
      return;
    }
    track.tried(valueHigh(attempt), valueLow(attempt), now);
    if (track.isScan(now) && convinces(track) && track.beginsEpisode(now, quietNanos)) {
      around.reports().tell(finding(attempt, track));
    }
  }

  final @Nullable ScanTrack track(Attempt attempt) {
    return tracks.find(attempt.openerHigh(), attempt.openerLow(), place(attempt));
  }

  abstract boolean concerns(Attempt attempt);

  /// What of the attempt is the same while the source searches, beside itself.
  abstract long place(Attempt attempt);

  /// What differs: 128 bits.
  abstract long valueHigh(Attempt attempt);

  abstract long valueLow(Attempt attempt);

  boolean counts(Attempt attempt, ScanTrack track) {
    return true;
  }

  /// Whether what was tried in vain is not merely the rest of what came about.
  boolean convinces(ScanTrack track) {
    return true;
  }

  abstract Finding finding(Attempt attempt, ScanTrack track);

  @Override
  public final long evicted() {
    return tracks.evicted();
  }
}
