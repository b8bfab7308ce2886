package io.ironpost.ebpf.detect;

import io.ironpost.ebpf.packet.Packet;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// A host that calls the same place outside at regular intervals, as implants do to get orders.
///
/// The usual interval is the median, which a missed or an additional call does not move; nine in
/// ten have to be within the jitter of it. Of calls at random times (Poisson) two in ten are within
/// 30 %. Programs of good will call regularly too: what is found is a hint, and the rule's level
/// says so.
final class BeaconDetector implements Detector {
  /// DNS and NTP are regular by nature.
  private static final int DNS = 53;

  private static final int NTP = 123;

  /// Several connections at once are one call.
  private static final long SAME_CALL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final double LEAST_SHARE = 0.9;

  private final Surroundings around;
  private final BeaconSettings settings;
  private final Tracks<State> calls;

  BeaconDetector(Surroundings around) {
    this.around = around;
    settings = around.settings().beacon();
    int times = settings.intervals() + 1;
    calls = around.tracks(settings.longest(), () -> new State(times));
  }

  private static final class State extends Track {
    private final long[] times;
    private int count;

    State(int times) {
      this.times = new long[times];
    }

    private long latest() {
      return times[(count - 1) % times.length];
    }

    /// Whether it is a call of its own, and enough are known.
    boolean add(long nowNanos) {
      if (count > 0 && nowNanos - latest() < SAME_CALL_NANOS) {
        return false;
      }
      times[count % times.length] = nowNanos;
      count++;
      return count >= times.length;
    }

    /// Sorted.
    long[] intervals() {
      long[] intervals = new long[times.length - 1];
      for (int i = 0; i < intervals.length; i++) {
        int later = count - 1 - i;
        intervals[i] = times[later % times.length] - times[(later - 1) % times.length];
      }
      Arrays.sort(intervals);
      return intervals;
    }

    @Override
    int weight() {
      return Math.min(count, times.length);
    }

    @Override
    void clear() {
      count = 0;
    }
  }

  @Override
  public void see(Packet packet, Turn turn) throws InterruptedException {
    if (!CallsHome.isOwn(packet, turn)
        || packet.targetPort() == DNS
        || packet.targetPort() == NTP
        || Addresses.isLocal(packet.targetHigh(), packet.targetLow())) {
      return;
    }
    long now = packet.timeNanos();
    long place = around.fold(packet.targetHigh(), packet.targetLow(), packet.targetPort());
    State state = calls.obtain(packet.sourceHigh(), packet.sourceLow(), place, now);
    if (state.add(now)) {
      judge(packet, state);
    }
  }

  private void judge(Packet packet, State state) throws InterruptedException {
    long[] intervals = state.intervals();
    long usual = intervals[intervals.length / 2];
    double within = usual * settings.jitter();
    long regular = Arrays.stream(intervals).filter(i -> Math.abs(i - usual) <= within).count();
    boolean isBeacon =
        usual >= settings.shortest().toNanos()
            && usual <= settings.longest().toNanos()
            && regular >= LEAST_SHARE * intervals.length;
    // an episode lasts as long as the calls go on
    long quiet = Math.max(around.quietNanos(), 3 * usual);
    if (isBeacon && state.beginsEpisode(packet.timeNanos(), quiet)) {
      tell(packet, state, intervals, usual);
    }
  }

  private void tell(Packet packet, State state, long[] intervals, long usual)
      throws InterruptedException {
    double shortest = seconds(intervals[0]);
    double longest = seconds(intervals[intervals.length - 1]);
    around
        .reports()
        .tell(
            new Finding("beaconing", state.firstNanos(), packet.timeNanos())
                .from(packet.source())
                .to(packet.target())
                .with("dst_port", packet.targetPort())
                .protocol(packet.protocol())
                .with("connections", state.count)
                .with("interval_seconds", seconds(usual))
                .with("shortest_seconds", shortest)
                .with("longest_seconds", longest)
                .saying(
                    "%s calls %s port %d every %.1f s (%.1f to %.1f), %d times so far"
                        .formatted(
                            packet.source(),
                            packet.target(),
                            packet.targetPort(),
                            seconds(usual),
                            shortest,
                            longest,
                            state.count)));
  }

  private static double seconds(long nanos) {
    return Math.round(nanos / 1e8) / 10.0;
  }

  @Override
  public long evicted() {
    return calls.evicted();
  }
}
