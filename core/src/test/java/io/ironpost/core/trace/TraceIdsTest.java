package io.ironpost.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class TraceIdsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

  @Test
  void it_is_a_uuid_of_version_7_with_the_time_in_front() {
    UUID id = new TraceIds(InstantSource.fixed(NOW), new SplittableRandom(1)).next();
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void ids_ascend_also_when_the_clock_stands_still_or_jumps_back() {
    long[] clock = {NOW.toEpochMilli()};
    TraceIds ids = new TraceIds(() -> Instant.ofEpochMilli(clock[0]), new SplittableRandom(2));
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      clock[0] -= i % 1_000 == 0 ? 5 : 0;
      made.add(ids.next().toString());
    }
    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void the_same_seed_gives_the_same_ids() {
    TraceIds one = new TraceIds(InstantSource.fixed(NOW), new SplittableRandom(3));
    TraceIds same = new TraceIds(InstantSource.fixed(NOW), new SplittableRandom(3));
    assertThat(one.next()).isEqualTo(same.next());
  }
}
