package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.MapType;
import io.ironpost.bpf.kernel.BpfMap;
import io.ironpost.bpf.kernel.LpmKey;
import java.util.List;

/// What the maps are, before any exists. Those that blocking needs outlive this program where it
/// may pin; the others are new in each life.
///
/// Single blocks lie in tries of their own, changed one by one. Feeds and the allowlist are
/// replaced as a whole: a map of maps points to the trie in force.
///
/// @param blockedV4 single blocks
/// @param setsV4 [#FEEDS] and [#ALLOWED]
/// @param hintsV4 see [Hints]
/// @param limits per-source state of rate limits
/// @param ring where reports go
/// @param sources what is remembered of senders, each processor's behind the other's
/// @param targets the same of receivers, for what leaves
record GuardMaps(
    MapSpec blockedV4,
    MapSpec blockedV6,
    MapSpec setsV4,
    MapSpec setsV6,
    MapSpec hintsV4,
    MapSpec hintsV6,
    MapSpec counters,
    MapSpec ruleHits,
    MapSpec limits,
    MapSpec ring,
    MapSpec sources,
    MapSpec targets) {
  /// Which entry of the maps of maps is which.
  static final int FEEDS = 0;

  static final int ALLOWED = 1;
  private static final int SETS = 2;

  /// The rule and the family, the source's address, zeros.
  static final int LIMIT_KEY_BYTES = 24;

  /// What leaves is counted behind what comes in.
  static final int EGRESS_COUNTERS = GuardSettings.MAX_INTERFACES;

  static GuardMaps of(GuardSettings settings, SourceTable table) {
    TableSizes sizes = settings.tables();
    int sourceBytes = table.bytes();
    return new GuardMaps(
        trie("ip_block_v4", LpmKey.V4_BYTES, sizes.blocked()),
        trie("ip_block_v6", LpmKey.V6_BYTES, sizes.blocked()),
        sets("ip_sets_v4", LpmKey.V4_BYTES),
        sets("ip_sets_v6", LpmKey.V6_BYTES),
        shared("ip_hints_v4", Hints.V4_BYTES),
        shared("ip_hints_v6", Hints.V6_BYTES),
        counterMap(),
        MapSpec.perCpuArray("ip_rule_hits", Long.BYTES, GuardSettings.MAX_FILTERS),
        MapSpec.lruHash("ip_limits", LIMIT_KEY_BYTES, Long.BYTES, sizes.limited()),
        MapSpec.ring("ip_ring", settings.ringBytes()),
        shared("ip_sources", sourceBytes),
        shared("ip_targets", sourceBytes));
  }

  static MapSpec counterMap() {
    return MapSpec.perCpuArray("ip_counters", CounterLayout.LAYOUT.size(), 2 * EGRESS_COUNTERS);
  }

  /// Those that blocking needs.
  List<MapSpec> lasting() {
    return List.of(blockedV4, blockedV6, setsV4, setsV6, hintsV4, hintsV6);
  }

  /// A trie to be put into [#setsV4] or [#setsV6]: sized to what it is to hold.
  static MapSpec set(int keyBytes, int entries) {
    return trie("ip_set", keyBytes, entries);
  }

  private static MapSpec trie(String name, int keyBytes, int entries) {
    return MapSpec.lpmTrie(name, keyBytes, BlockLayout.LAYOUT.size(), entries);
  }

  private static MapSpec sets(String name, int keyBytes) {
    return MapSpec.ofMaps(name, MapType.ARRAY_OF_MAPS, Integer.BYTES, SETS, set(keyBytes, 1));
  }

  private static MapSpec shared(String name, int bytes) {
    return MapSpec.array(name, bytes, 1).withFlags(BpfMap.MMAPABLE);
  }
}
