package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.MapType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BpfMapTest {
  @BeforeAll
  static void rights() {
    Needs.bpf();
  }

  private static MapSpec spec(MapType type, int keyBytes, int valueBytes, int entries) {
    int flags = type == MapType.LPM_TRIE ? MapSpec.NO_PREALLOC : 0;
    return new MapSpec("tested", type, keyBytes, valueBytes, entries, flags, Optional.empty());
  }

  @ParameterizedTest
  @EnumSource(
      value = MapType.class,
      names = {"HASH", "LRU_HASH", "PERCPU_HASH", "LRU_PERCPU_HASH"})
  void a_hash_map_gives_back_what_was_put_in(MapType type) {
    try (BpfMap map = BpfMap.create(spec(type, 6, 8, 64))) {
      byte[] key = {1, 2, 3, 4, 5, 6};
      byte[] value = new byte[map.entryBytes()];
      for (int i = 0; i < value.length; i++) {
        value[i] = (byte) i;
      }
      assertThat(map.lookup(key)).isEmpty();
      map.update(key, value);
      assertThat(map.lookup(key)).contains(value);
      assertThat(map.delete(key)).isTrue();
      assertThat(map.delete(key)).isFalse();
      assertThat(map.lookup(key)).isEmpty();
    }
  }

  @Test
  void an_array_has_all_its_entries_from_the_start_and_keeps_them() {
    try (BpfMap map = BpfMap.create(MapSpec.array("tested", 4, 3))) {
      assertThat(map.lookup(2, -1)).isZero();
      map.update(2, 0xffff_ffffL);
      assertThat(map.lookup(2, -1)).isEqualTo(0xffff_ffffL);
      assertThat(map.lookup(3, -1)).isEqualTo(-1);
      assertThat(map.count()).isEqualTo(3);
      assertThatThrownBy(() -> map.update(3, 1))
          .isInstanceOf(KernelRefusedException.class)
          .hasMessageContaining("map tested (ARRAY");
    }
  }

  @Test
  void a_number_finds_a_value_of_any_size() {
    try (BpfMap map = BpfMap.create(MapSpec.hash("tested", 4, 3, 4))) {
      byte[] read = new byte[3];
      assertThat(map.lookup(1, MemorySegment.ofArray(read))).isFalse();
      map.update(1, MemorySegment.ofArray(new byte[] {1, 2, 3}));
      assertThat(map.lookup(1, MemorySegment.ofArray(read))).isTrue();
      assertThat(read).containsExactly(1, 2, 3);
    }
  }

  @Test
  void a_mode_says_whether_an_entry_may_be_made_or_changed() {
    try (BpfMap map = BpfMap.create(MapSpec.hash("tested", 8, 8, 4))) {
      assertThat(map.update(1, 1, UpdateMode.ONLY_EXISTING)).isFalse();
      assertThat(map.update(1, 1, UpdateMode.ONLY_NEW)).isTrue();
      assertThat(map.update(1, 2, UpdateMode.ONLY_NEW)).isFalse();
      assertThat(map.lookup(1, 0)).isEqualTo(1);
      assertThat(map.update(1, 3, UpdateMode.ONLY_EXISTING)).isTrue();
      assertThat(map.lookup(1, 0)).isEqualTo(3);
    }
  }

  @Test
  void a_full_map_says_so_and_what_to_do() {
    try (BpfMap map = BpfMap.create(MapSpec.hash("tested", 4, 4, 2))) {
      map.update(1, 1);
      map.update(2, 1);
      assertThatThrownBy(() -> map.update(3, 1))
          .isInstanceOfSatisfying(
              KernelRefusedException.class,
              refused -> assertThat(refused.errno()).isEqualTo(Errno.E2BIG))
          .hasMessageContaining("It is full");
    }
  }

  @Test
  void per_cpu_counters_are_summed_over_all_processors() {
    try (BpfMap map = BpfMap.create(MapSpec.perCpuArray("tested", 12, 4))) {
      assertThat(map.strideBytes()).isEqualTo(16);
      assertThat(map.entryBytes()).isEqualTo(16 * PossibleCpus.count());
      MemorySegment value = MemorySegment.ofArray(new long[map.entryBytes() / 8]);
      long expected = 0;
      for (int cpu = 0; cpu < PossibleCpus.count(); cpu++) {
        value.set(JAVA_LONG, cpu * 16L, cpu + 100);
        expected += cpu + 100;
      }
      map.update(MemorySegment.ofArray(new int[] {3}), value);
      assertThat(map.sum(3, 0)).isEqualTo(expected);
      assertThat(map.sum(2, 0)).isZero();
      long[] sums = {7};
      assertThat(map.sums(3, sums)).isTrue();
      assertThat(sums).containsExactly(expected);
      assertThat(map.sums(4, sums)).isFalse();
      assertThatThrownBy(() -> map.sums(3, new long[2])).isInstanceOf(WrongShapeException.class);
      assertThatThrownBy(() -> map.sum(3, 8)).isInstanceOf(WrongShapeException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = MapType.class,
      names = {"QUEUE", "STACK"})
  void what_is_pushed_is_taken_in_the_order_of_the_kind(MapType type) {
    byte[] noKey = {};
    try (BpfMap map = BpfMap.create(spec(type, 0, 4, 2))) {
      map.update(noKey, new byte[] {1, 0, 0, 0});
      map.update(noKey, new byte[] {2, 0, 0, 0});
      byte[] taken = new byte[4];
      MemorySegment into = MemorySegment.ofArray(taken);
      assertThat(map.take(MemorySegment.ofArray(noKey), into)).isTrue();
      assertThat(taken[0]).isEqualTo((byte) (type == MapType.QUEUE ? 1 : 2));
      assertThat(map.take(MemorySegment.ofArray(noKey), into)).isTrue();
      assertThat(map.take(MemorySegment.ofArray(noKey), into)).isFalse();
      assertThatThrownBy(() -> map.forEach((_, _) -> {})).isInstanceOf(WrongShapeException.class);
    }
  }

  @Test
  void a_bloom_filter_knows_what_it_saw() {
    byte[] noKey = {};
    try (BpfMap map = BpfMap.create(spec(MapType.BLOOM_FILTER, 0, 4, 100))) {
      byte[] seen = {7, 7, 7, 7};
      assertThat(map.lookup(MemorySegment.ofArray(noKey), MemorySegment.ofArray(seen))).isFalse();
      map.update(noKey, seen);
      assertThat(map.lookup(MemorySegment.ofArray(noKey), MemorySegment.ofArray(seen))).isTrue();
    }
  }

  @Test
  void an_entry_is_taken_out_whole() {
    try (BpfMap map = BpfMap.create(MapSpec.hash("tested", 4, 8, 4))) {
      map.update(9, 81);
      long[] value = {0};
      MemorySegment key = MemorySegment.ofArray(new int[] {9});
      assertThat(map.take(key, MemorySegment.ofArray(value))).isTrue();
      assertThat(value[0]).isEqualTo(81);
      assertThat(map.take(key, MemorySegment.ofArray(value))).isFalse();
    }
  }

  @Test
  void sizes_are_checked_before_the_kernel_writes_beyond_them() {
    try (BpfMap map = BpfMap.create(MapSpec.hash("tested", 8, 16, 4))) {
      assertThatThrownBy(() -> map.lookup(new byte[7]))
          .isInstanceOf(WrongShapeException.class)
          .hasMessageContaining("8 bytes, not");
      assertThatThrownBy(() -> map.update(new byte[8], new byte[17]))
          .isInstanceOf(WrongShapeException.class);
      assertThatThrownBy(() -> map.update(1L, 1L)).isInstanceOf(WrongShapeException.class);
      assertThatThrownBy(() -> map.updateAll(memory(16), memory(16), 2))
          .isInstanceOf(WrongShapeException.class);
    }
  }

  private static MemorySegment memory(int bytes) {
    return MemorySegment.ofArray(new byte[bytes]);
  }

  @Test
  void whoever_is_shown_an_entry_may_remove_it() {
    try (BpfMap map = BpfMap.create(MapSpec.hash("tested", 4, 8, 5000))) {
      for (int i = 0; i < 5000; i++) {
        map.update(i, i);
      }
      List<Integer> seen = new ArrayList<>();
      map.forEach((key, _) -> {
        seen.add(key.get(java.lang.foreign.ValueLayout.JAVA_INT, 0));
        map.delete(key);
      });
      assertThat(seen).hasSize(5000).doesNotHaveDuplicates();
      assertThat(map.count()).isZero();
    }
  }

  @Test
  void memory_of_an_array_is_seen_by_both_sides() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory;
      try (BpfMap map =
          BpfMap.create(MapSpec.array("tested", 8, 1000).withFlags(BpfMap.MMAPABLE))) {
        memory = map.memory(arena, true);
        map.update(999, 42);
        assertThat(memory.get(JAVA_LONG, 999 * 8)).isEqualTo(42);
        memory.set(JAVA_LONG, 8, 43);
        assertThat(map.lookup(1, 0)).isEqualTo(43);
      }
      assertThat(memory.get(JAVA_LONG, 8)).as("the map is closed").isEqualTo(43);
    }
  }

  @Test
  void what_cannot_be_mapped_is_told() {
    try (BpfMap map = BpfMap.create(MapSpec.array("tested", 8, 10));
        Arena arena = Arena.ofConfined()) {
      assertThatThrownBy(() -> map.memory(arena, false)).hasMessageContaining("BPF_F_MMAPABLE");
    }
  }

  @Test
  void a_frozen_map_is_read_only_from_here() {
    try (BpfMap map = BpfMap.create(MapSpec.array("tested", 8, 10))) {
      map.update(1, 1);
      map.freeze();
      assertThat(map.lookup(1, 0)).isEqualTo(1);
      assertThatThrownBy(() -> map.update(1, 2)).hasMessageContaining("frozen");
    }
  }

  @Test
  void the_inner_map_is_swapped_for_another() {
    MapSpec inner = MapSpec.hash("inner", 4, 8, 16);
    MapSpec outer = MapSpec.ofMaps("outer", MapType.ARRAY_OF_MAPS, 4, 1, inner);
    try (BpfMap map = BpfMap.create(outer);
        BpfMap first = BpfMap.create(inner);
        BpfMap second = BpfMap.create(inner)) {
      assertThat(map.lookup(0, -1)).isEqualTo(-1);
      map.update(0, first);
      assertThat(map.lookup(0, -1)).isEqualTo(first.info().id());
      map.update(0, second);
      assertThat(map.lookup(0, -1)).isEqualTo(second.info().id());
      try (BpfMap wrong = BpfMap.create(MapSpec.hash("wrong", 8, 8, 16))) {
        assertThatThrownBy(() -> map.update(0, wrong)).isInstanceOf(KernelRefusedException.class);
      }
    }
  }

  @Test
  void a_hash_of_maps_finds_maps_by_key() {
    MapSpec inner = MapSpec.hash("inner", 4, 8, 16);
    try (BpfMap map = BpfMap.create(MapSpec.ofMaps("outer", MapType.HASH_OF_MAPS, 8, 4, inner));
        BpfMap held = BpfMap.create(inner)) {
      MemorySegment key = MemorySegment.ofArray(new long[] {77});
      map.update(key, held);
      int[] id = {0};
      assertThat(map.lookup(key, MemorySegment.ofArray(id))).isTrue();
      try (BpfMap opened = BpfMap.byId(id[0]).orElseThrow()) {
        held.update(1, 11);
        assertThat(opened.lookup(1, 0)).isEqualTo(11);
        assertThat(opened.info()).isEqualTo(held.info());
      }
    }
  }

  @Test
  void an_id_that_is_gone_opens_nothing() {
    BpfMap map = BpfMap.create(MapSpec.hash("tested", 4, 4, 1));
    int id = map.info().id();
    assertThat(KernelObjects.maps()).extracting(MapInfo::id).contains(id);
    map.close();
    assertThat(KernelObjects.maps()).extracting(MapInfo::id).doesNotContain(id);
    assertThat(BpfMap.byId(Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  void a_map_that_the_kernel_does_not_want_is_refused_with_what_it_was() {
    assertThatThrownBy(() -> BpfMap.create(MapSpec.hash("tested", 0, 4, 1)))
        .isInstanceOf(KernelRefusedException.class)
        .hasMessageContaining("create map tested (HASH, key 0, value 4, 1 entries): EINVAL");
  }

  @Test
  void after_close_nothing_is_asked_of_the_kernel() {
    BpfMap map = BpfMap.create(MapSpec.hash("tested", 4, 8, 16));
    map.close();
    map.close();
    // The next descriptor gets the same number: a use of the closed one would hit it.
    try (BpfMap other = BpfMap.create(MapSpec.hash("other", 4, 8, 16))) {
      assertThatThrownBy(() -> map.update(1, 1))
          .isInstanceOf(AlreadyClosedException.class)
          .hasMessage("map tested was closed already");
      assertThatThrownBy(() -> map.lookup(1, 0)).isInstanceOf(AlreadyClosedException.class);
      assertThatThrownBy(() -> map.delete(1)).isInstanceOf(AlreadyClosedException.class);
      assertThatThrownBy(map::count).isInstanceOf(AlreadyClosedException.class);
      assertThatThrownBy(map::info).isInstanceOf(AlreadyClosedException.class);
      assertThatThrownBy(map::fd).isInstanceOf(AlreadyClosedException.class);
      assertThatThrownBy(map::freeze).isInstanceOf(AlreadyClosedException.class);
      assertThat(other.count()).isZero();
    }
  }

  @Test
  void a_thousand_maps_leave_no_descriptor() {
    long before = Descriptors.count();
    for (int i = 0; i < 1000; i++) {
      BpfMap.create(MapSpec.array("tested", 8, 1)).close();
    }
    assertThat(Descriptors.count()).isEqualTo(before);
  }

  @Test
  void many_threads_read_and_write_one_map_while_it_is_closed() throws InterruptedException {
    BpfMap map = BpfMap.create(MapSpec.hash("tested", 4, 8, 1000));
    List<Throwable> unexpected = new java.util.concurrent.CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int base = t * 100;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = 0; ; i++) {
                    int key = base + i % 100;
                    map.update(key, key);
                    if (map.lookup(key, -1) != key) {
                      throw new AssertionError("entry " + key + " is another's");
                    }
                  }
                } catch (AlreadyClosedException _) {
                  // As expected in the end.
                } catch (Throwable e) {
                  unexpected.add(e);
                }
              }));
    }
    Thread.sleep(100);
    map.close();
    for (Thread thread : threads) {
      thread.join(5000);
    }
    assertThat(unexpected).isEmpty();
    assertThat(threads).noneMatch(Thread::isAlive);
  }

  @Test
  void drained_counters_are_seen_once() {
    try (BpfMap map = BpfMap.create(MapSpec.hash("tested", 8, 8, 4096))) {
      Map<Long, Long> put = new HashMap<>();
      for (long i = 0; i < 3000; i++) {
        map.update(i * 7919, i);
        put.put(i * 7919, i);
      }
      Map<Long, Long> taken = new HashMap<>();
      map.drain((key, value) -> taken.put(key.get(JAVA_LONG, 0), value.get(JAVA_LONG, 0)));
      assertThat(taken).isEqualTo(put);
      assertThat(map.count()).isZero();
    }
  }
}
