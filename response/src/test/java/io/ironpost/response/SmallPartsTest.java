package io.ironpost.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What has no world around it.
final class SmallPartsTest {
  @Test
  void no_minute_has_more_than_the_limit_wherever_it_begins() {
    Random random = new Random(5);
    AtomicLong nanos = new AtomicLong(-77);
    MinuteLimit limit = new MinuteLimit(nanos::get);
    List<Long> taken = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      nanos.addAndGet(random.nextLong(random.nextInt(100) == 0 ? 90_000_000_000L : 2_000_000_000L));
      if (limit.isOpen(10)) {
        limit.take();
        taken.add(nanos.get());
      }
    }
    assertThat(taken).hasSizeGreaterThan(1_000);
    for (int i = 10; i < taken.size(); i++) {
      assertThat(taken.get(i) - taken.get(i - 10)).isGreaterThan(60_000_000_000L);
    }
  }

  @Test
  void each_entry_is_handled_once_by_one_of_the_two() {
    Random random = new Random(6);
    Claims claims = new Claims();
    BitSet handled = new BitSet();
    long fast = 0;
    long reader = 0;
    for (int i = 0; i < 200_000; i++) {
      if (random.nextInt(3) > 0) {
        fast += random.nextInt(50) == 0 ? random.nextInt(3_000) : 1; // what overflowed
        take(handled, claims.ahead(fast), fast);
      }
      while (reader < fast && random.nextInt(3) > 0) {
        reader += random.nextInt(500) == 0 ? 2 : 1; // what left the spool
        take(handled, claims.behind(reader), reader);
      }
    }
    for (long at = reader + 1; at <= fast; at++) {
      take(handled, claims.behind(at), at);
    }
    assertThat(handled.cardinality()).isGreaterThan((int) (fast * 0.9));
    assertThat(claims.ahead(fast)).isFalse();
    assertThat(claims.behind(fast)).isFalse();
  }

  private static void take(BitSet handled, boolean isTaken, long sequence) {
    if (isTaken) {
      assertThat(handled.get((int) sequence)).isFalse();
      handled.set((int) sequence);
    }
  }
}
