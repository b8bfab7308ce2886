package io.ironpost.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  private final LatencyHistogram histogram =
      new LatencyHistogram(List.of(Duration.ofMillis(1), Duration.ofMillis(50)));

  @Test
  void nothing_recorded_is_zero_everywhere() {
    LatencyHistogram.Snapshot empty = histogram.snapshot();
    assertThat(empty.count()).isZero();
    assertThat(empty.quantileNanos(0.5)).isZero();
    assertThat(empty.maxNanos()).isZero();
    assertThat(empty.buckets()).containsExactly(0, 0, 0);
  }

  @Test
  void a_quantile_is_at_most_an_eighth_too_high_and_never_too_low() {
    Random random = new Random(7);
    long[] all = new long[20_000];
    for (int at = 0; at < all.length; at++) {
      all[at] = (long) Math.exp(random.nextDouble() * 40);
      histogram.record(all[at]);
    }
    Arrays.sort(all);
    LatencyHistogram.Snapshot snapshot = histogram.snapshot();
    for (double share : new double[] {0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 1}) {
      long exact = all[(int) Math.ceil(share * all.length) - 1];
      assertThat(snapshot.quantileNanos(share)).isBetween(exact, exact + exact / 8 + 1);
    }
    assertThat(snapshot.maxNanos()).isEqualTo(all[all.length - 1]);
    assertThat(snapshot.count()).isEqualTo(all.length);
  }

  @Test
  void a_bound_belongs_to_the_bucket_below_it() {
    histogram.record(1_000_000);
    histogram.record(1_000_001);
    histogram.record(50_000_001, 3);
    assertThat(histogram.snapshot().buckets()).containsExactly(1, 1, 3);
    assertThat(histogram.snapshot().boundsInSeconds())
        .containsExactly(0.001, 0.05, Double.POSITIVE_INFINITY);
  }

  @Test
  void extremes_are_held() {
    histogram.record(-5);
    histogram.record(Long.MAX_VALUE);
    assertThat(histogram.snapshot().maxNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(histogram.snapshot().quantileNanos(1)).isEqualTo(Long.MAX_VALUE);
    assertThat(histogram.snapshot().quantileNanos(0.1)).isZero();
  }

  @Test
  void threads_lose_nothing() throws InterruptedException {
    List<Thread> threads =
        java.util.stream.IntStream.range(0, 4)
            .mapToObj(_ -> Thread.ofPlatform().start(() -> recordMany(histogram)))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(histogram.snapshot().count()).isEqualTo(40_000);
    assertThat(histogram.snapshot().sumNanos()).isEqualTo(4L * 10_000 * 9_999 / 2);
  }

  private static void recordMany(LatencyHistogram histogram) {
    for (int nanos = 0; nanos < 10_000; nanos++) {
      histogram.record(nanos);
    }
  }

  @Test
  void bounds_that_do_not_rise_are_refused() {
    List<Duration> bounds = List.of(Duration.ofMillis(2), Duration.ofMillis(2));
    assertThatThrownBy(() -> new LatencyHistogram(bounds)).hasMessageContaining("rise");
  }
}
