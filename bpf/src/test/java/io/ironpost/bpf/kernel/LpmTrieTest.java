package io.ironpost.bpf.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.bpf.asm.MapSpec;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LpmTrieTest {
  @BeforeAll
  static void rights() {
    Needs.bpf();
  }

  private static MemorySegment v4(int address, int bits) {
    MemorySegment key = MemorySegment.ofArray(new byte[LpmKey.V4_BYTES]);
    LpmKey.v4(key, address, bits);
    return key;
  }

  private static MemorySegment v6(long high, long low, int bits) {
    MemorySegment key = MemorySegment.ofArray(new byte[LpmKey.V6_BYTES]);
    LpmKey.v6(key, high, low, bits);
    return key;
  }

  private static int found(BpfMap map, MemorySegment key) {
    int[] value = {-1};
    return map.lookup(key, MemorySegment.ofArray(value)) ? value[0] : -1;
  }

  private static void put(BpfMap map, MemorySegment key, int value) {
    map.update(key, MemorySegment.ofArray(new int[] {value}));
  }

  @Test
  void the_longest_prefix_wins() {
    try (BpfMap map = BpfMap.create(MapSpec.lpmTrie("tested", LpmKey.V4_BYTES, 4, 16))) {
      put(map, v4(0x0a000000, 8), 8);
      put(map, v4(0x0a010000, 16), 16);
      put(map, v4(0x0a010203, 32), 32);
      assertThat(found(map, v4(0x0a010203, 32))).isEqualTo(32);
      assertThat(found(map, v4(0x0a010204, 32))).isEqualTo(16);
      assertThat(found(map, v4(0x0a990204, 32))).isEqualTo(8);
      assertThat(found(map, v4(0x0b000000, 32))).isEqualTo(-1);
      assertThat(map.delete(v4(0x0a010000, 16))).isTrue();
      assertThat(found(map, v4(0x0a010204, 32))).isEqualTo(8);
      assertThat(map.count()).isEqualTo(2);
    }
  }

  @Test
  void ipv6_has_prefixes_of_any_length() {
    try (BpfMap map = BpfMap.create(MapSpec.lpmTrie("tested", LpmKey.V6_BYTES, 4, 16))) {
      long documentation = 0x2001_0db8_0000_0000L;
      put(map, v6(documentation, 0, 32), 32);
      put(map, v6(documentation, 1, 128), 128);
      put(map, v6(documentation, 0, 65), 65);
      assertThat(found(map, v6(documentation, 1, 128))).isEqualTo(128);
      assertThat(found(map, v6(documentation, 2, 128))).isEqualTo(65);
      assertThat(found(map, v6(documentation, -1, 128))).isEqualTo(32);
    }
  }

  @Test
  void what_is_written_is_read_back() {
    MemorySegment four = v4(0xc0a80001, 24);
    assertThat(LpmKey.bits(four)).isEqualTo(24);
    assertThat(LpmKey.v4Address(four)).isEqualTo(0xc0a80001);
    MemorySegment six = v6(1, -2, 127);
    assertThat(LpmKey.v6High(six)).isEqualTo(1);
    assertThat(LpmKey.v6Low(six)).isEqualTo(-2);
    assertThat(LpmKey.of(24, (byte) 0xc0, (byte) 0xa8, (byte) 0, (byte) 1))
        .isEqualTo(four.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
    assertThatThrownBy(() -> v4(0, 33)).isInstanceOf(WrongShapeException.class);
    assertThatThrownBy(() -> v6(0, 0, -1)).isInstanceOf(WrongShapeException.class);
  }

  /// The kernel's trie against the plain definition: of all prefixes that match, the longest.
  @Test
  void answers_as_the_definition_says() {
    SplittableRandom random = new SplittableRandom(4);
    Map<Long, Integer> model = new HashMap<>(); // bits << 32 | network
    try (BpfMap map = BpfMap.create(MapSpec.lpmTrie("tested", LpmKey.V4_BYTES, 4, 4096))) {
      for (int i = 0; i < 2000; i++) {
        int bits = random.nextInt(33);
        int network = random.nextInt() & 0x0f0f00ff & mask(bits);
        put(map, v4(network, bits), i);
        model.put((long) bits << 32 | network & 0xffff_ffffL, i);
      }
      assertThat(map.count()).isEqualTo(model.size());
      for (int i = 0; i < 2000; i++) {
        int address = random.nextInt() & 0x0f0f00ff;
        assertThat(found(map, v4(address, 32))).isEqualTo(longest(model, address));
      }
    }
  }

  private static int longest(Map<Long, Integer> model, int address) {
    for (int bits = 32; bits >= 0; bits--) {
      Integer value = model.get((long) bits << 32 | address & mask(bits) & 0xffff_ffffL);
      if (value != null) {
        return value;
      }
    }
    return -1;
  }

  private static int mask(int bits) {
    return bits == 0 ? 0 : -1 << 32 - bits;
  }
}
