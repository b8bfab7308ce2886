package io.ironpost.ebpf.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// What detectors remember with, against plain collections.
class RemembersTest {
  private static final int ROUNDS = 20_000;

  @Test
  void enough_recent_values_were_really_seen_though_some_are_taken_out() {
    Random random = new Random(1);
    RecentDistinct recent = new RecentDistinct(7);
    Map<Long, Long> seen = new HashMap<>();
    long now = 0;
    for (int round = 0; round < ROUNDS; round++) {
      now += random.nextInt(10);
      long value = random.nextInt(25);
      if (random.nextInt(20) == 0) {
        recent.remove(1, value);
        seen.remove(value);
      } else {
        recent.add(1, value, now);
        seen.put(value, now);
      }
      long since = now - 60;
      long within = seen.values().stream().filter(time -> time >= since).count();
      // the reverse does not hold: what was taken out leaves room that older values, pushed out
      // before, do not fill again
      if (recent.areAllSince(since)) {
        assertThat(within).isGreaterThanOrEqualTo(7);
      }
    }
  }

  @Test
  void without_removals_they_are_exact() {
    Random random = new Random(2);
    RecentDistinct recent = new RecentDistinct(7);
    Map<Long, Long> seen = new HashMap<>();
    long now = 0;
    for (int round = 0; round < ROUNDS; round++) {
      now += random.nextInt(10);
      long value = random.nextInt(25);
      recent.add(0, value, now);
      seen.put(value, now);
      long since = now - 60;
      assertThat(recent.areAllSince(since))
          .isEqualTo(seen.values().stream().filter(time -> time >= since).count() >= 7);
    }
  }

  @Test
  void rolling_counts_hold_the_window_and_at_most_a_tenth_less() {
    Random random = new Random(3);
    RollingCounts counts = new RollingCounts(2, 1_000);
    ArrayDeque<Long> times = new ArrayDeque<>();
    long now = 0;
    for (int round = 0; round < ROUNDS; round++) {
      now += random.nextInt(40) == 0 ? random.nextInt(5_000) : random.nextInt(20);
      counts.advance(now);
      counts.add(0, 1);
      times.add(now);
      while (times.getFirst() <= now - 1_000) {
        times.removeFirst();
      }
      long least = now - 900;
      assertThat(counts.sum(0))
          .isBetween(times.stream().filter(time -> time > least).count(), (long) times.size());
      assertThat(counts.sum(1)).isZero();
    }
  }

  @Test
  void estimates_are_within_three_deviations_of_the_truth_from_one_to_a_million() {
    for (int truth : new int[] {1, 5, 20, 100, 1_000, 100_000, 1_000_000}) {
      DistinctEstimate estimate = new DistinctEstimate();
      for (int value = 0; value < truth; value++) {
        estimate.add(Hash.of(99, value, 0, 0));
        estimate.add(Hash.of(99, value, 0, 0));
      }
      assertThat(estimate.estimate()).isCloseTo(truth, Percentage.withPercentage(39));
    }
  }

  @Test
  void a_full_table_lets_go_of_the_least_evidence_and_counts_it() {
    Tracks<Weighed> tracks = new Tracks<>(8, 1_000_000, 5, Weighed::new);
    for (int key = 0; key < 8; key++) {
      tracks.obtain(key, 0, 0, key).weight = key == 3 ? 1 : 10;
    }

    tracks.obtain(100, 0, 0, 9).weight = 5;

    assertThat(tracks.find(3, 0, 0)).isNull();
    assertThat(tracks.find(0, 0, 0)).isNotNull();
    assertThat(tracks.evicted()).isEqualTo(1);
  }

  @Test
  void what_is_out_of_its_window_goes_first_and_is_no_loss() {
    Tracks<Weighed> tracks = new Tracks<>(8, 1_000, 5, Weighed::new);
    for (int key = 0; key < 8; key++) {
      tracks.obtain(key, 0, 0, key == 6 ? 0 : 5_000).weight = key == 6 ? 1_000 : 1;
    }

    tracks.obtain(100, 0, 0, 5_500);

    assertThat(tracks.find(6, 0, 0)).isNull();
    assertThat(tracks.evicted()).isZero();
  }

  private static final class Weighed extends Track {
    private int weight;

    @Override
    int weight() {
      return weight;
    }

    @Override
    void clear() {
      weight = 0;
    }
  }
}
