package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.bpf.asm.MapSpec;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A map in the kernel against one in Java: after any sequence of operations both hold the same.
class MapModelTest {
  private static final int KEYS = 300; // few, so that operations meet
  private static final int OPERATIONS = 5_000;

  private final Map<Integer, Long> model = new HashMap<>();

  @BeforeAll
  static void rights() {
    Needs.bpf();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void holds_what_a_map_of_java_holds(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    try (BpfMap map = BpfMap.create(MapSpec.hash("tested", 4, 8, KEYS))) {
      for (int i = 0; i < OPERATIONS; i++) {
        operate(map, random);
      }
      Map<Integer, Long> found = new HashMap<>();
      map.forEach((key, value) -> found.put(key.get(JAVA_INT, 0), value.get(JAVA_LONG, 0)));
      assertThat(found).isEqualTo(model);
    }
  }

  private void operate(BpfMap map, SplittableRandom random) {
    int key = random.nextInt(KEYS);
    long value = random.nextLong();
    switch (random.nextInt(7)) {
      case 0 -> {
        map.update(key, value);
        model.put(key, value);
      }
      case 1 -> assertThat(map.delete(key)).isEqualTo(model.remove(key) != null);
      case 2 -> assertThat(map.lookup(key, -1)).isEqualTo(model.getOrDefault(key, -1L));
      case 3 ->
          assertThat(map.update(key, value, UpdateMode.ONLY_NEW))
              .isEqualTo(model.putIfAbsent(key, value) == null);
      case 4 ->
          assertThat(map.update(key, value, UpdateMode.ONLY_EXISTING))
              .isEqualTo(model.replace(key, value) != null);
      case 5 -> take(map, key);
      default -> many(map, key, random);
    }
  }

  private void take(BpfMap map, int key) {
    long[] value = {0};
    boolean there = map.take(MemorySegment.ofArray(new int[] {key}), MemorySegment.ofArray(value));
    Long expected = model.remove(key);
    assertThat(there).isEqualTo(expected != null);
    if (expected != null) {
      assertThat(value[0]).isEqualTo(expected);
    }
  }

  private void many(BpfMap map, int first, SplittableRandom random) {
    int count = Math.min(random.nextInt(20), KEYS - first);
    int[] keys = new int[count];
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      keys[i] = first + i;
      values[i] = random.nextLong();
    }
    if (random.nextBoolean()) {
      map.updateAll(MemorySegment.ofArray(keys), MemorySegment.ofArray(values), count);
      for (int i = 0; i < count; i++) {
        model.put(keys[i], values[i]);
      }
    } else {
      int removed = 0;
      for (int key : keys) {
        removed += model.remove(key) == null ? 0 : 1;
      }
      assertThat(map.deleteAll(MemorySegment.ofArray(keys), count)).isEqualTo(removed);
    }
  }
}
