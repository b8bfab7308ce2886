package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.MapType;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MapBatchesTest {
  private static final int MANY = 100_000;

  @BeforeAll
  static void rights() {
    Needs.bpf();
  }

  private static MemorySegment numbers(int count) {
    int[] keys = new int[count];
    for (int i = 0; i < count; i++) {
      keys[i] = i;
    }
    return MemorySegment.ofArray(keys);
  }

  private static MemorySegment squares(int count) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = (long) i * i;
    }
    return MemorySegment.ofArray(values);
  }

  @Test
  void a_hundred_thousand_entries_go_in_and_come_out_whole() {
    try (BpfMap map = BpfMap.create(MapSpec.hash("tested", 4, 8, MANY))) {
      map.updateAll(numbers(MANY), squares(MANY), MANY);
      BitSet seen = new BitSet();
      map.forEach((key, value) -> {
        long number = key.get(JAVA_INT, 0);
        assertThat(value.get(JAVA_LONG, 0)).isEqualTo(number * number);
        seen.set((int) number);
      });
      assertThat(seen.cardinality()).isEqualTo(MANY);
      assertThat(map.deleteAll(numbers(MANY), MANY)).isEqualTo(MANY);
      assertThat(map.count()).isZero();
    }
  }

  @Test
  void keys_that_are_not_there_do_not_stop_a_removal() {
    try (BpfMap map = BpfMap.create(MapSpec.hash("tested", 4, 8, 100))) {
      for (int i = 0; i < 100; i += 3) {
        map.update(i, i);
      }
      assertThat(map.deleteAll(numbers(100), 100)).isEqualTo(34);
      assertThat(map.deleteAll(numbers(100), 100)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = MapType.class,
      names = {"HASH", "LRU_HASH", "PERCPU_HASH", "LRU_PERCPU_HASH", "ARRAY", "PERCPU_ARRAY"})
  void every_kind_shows_each_entry_once(MapType type) {
    int count = 3000; // more than one batch
    MapSpec spec = new MapSpec("tested", type, 4, 8, count, 0, java.util.Optional.empty());
    try (BpfMap map = BpfMap.create(spec)) {
      MemorySegment value = MemorySegment.ofArray(new byte[map.entryBytes()]);
      MemorySegment key = MemorySegment.ofArray(new int[1]);
      for (int i = 0; i < count / 2; i++) {
        key.set(JAVA_INT, 0, i);
        map.update(key, value);
      }
      BitSet seen = new BitSet();
      map.forEach((shown, _) -> {
        assertThat(seen.get(shown.get(JAVA_INT, 0))).isFalse();
        seen.set(shown.get(JAVA_INT, 0));
      });
      boolean full = type == MapType.ARRAY || type == MapType.PERCPU_ARRAY;
      assertThat(seen.cardinality()).isEqualTo(full ? count : count / 2);
    }
  }

  @Test
  void a_trie_is_filled_and_emptied_in_few_calls() {
    int count = 10_000;
    byte[] keys = new byte[count * LpmKey.V4_BYTES];
    MemorySegment all = MemorySegment.ofArray(keys);
    for (int i = 0; i < count; i++) {
      LpmKey.v4(all.asSlice((long) i * LpmKey.V4_BYTES, LpmKey.V4_BYTES), i << 8, 24);
    }
    try (BpfMap map = BpfMap.create(MapSpec.lpmTrie("tested", LpmKey.V4_BYTES, 8, count))) {
      map.updateAll(all, squares(count), count);
      assertThat(map.count()).isEqualTo(count);
      int[] drained = {0};
      map.drain((_, _) -> drained[0]++);
      assertThat(drained[0]).isEqualTo(count);
      assertThat(map.count()).isZero();
    }
  }

  @Test
  void one_by_one_gives_the_same_as_batches() {
    try (BpfMap map = BpfMap.create(MapSpec.hash("tested", 4, 8, 5000))) {
      map.updateAll(numbers(5000), squares(5000), 5000);
      BitSet seen = new BitSet();
      MapShape shape = MapShape.of(MapSpec.hash("tested", 4, 8, 5000));
      MapElements elements = new MapElements(new Fd("tested", map.fd()), shape);
      MapWalk.over(
          shape, elements, BpfCommand.MAP_LOOKUP_ELEM, (key, _) -> seen.set(key.get(JAVA_INT, 0)));
      assertThat(seen.cardinality()).isEqualTo(5000);
      MapWalk.over(
          shape,
          elements,
          BpfCommand.MAP_LOOKUP_AND_DELETE_ELEM,
          (key, _) -> seen.clear(key.get(JAVA_INT, 0)));
      assertThat(seen.cardinality()).isZero();
      assertThat(map.count()).isZero();
    }
  }
}
