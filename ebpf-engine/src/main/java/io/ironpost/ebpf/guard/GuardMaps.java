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
/// replaced as a whole: a map of one map points to the one in force. Feeds, of which there may be a
/// million networks, lie in hash tables, found by [PrefixLengths]; single blocks and the allowlist,
/// which are few, in tries.
///
/// @param hintsV4 see [Hints]
/// @param lengthsV4 see [PrefixLengths]
/// @param limits per-source state of rate limits
/// @param ring where reports go
/// @param sources what is remembered of senders, each processor's behind the other's
/// @param targets the same of receivers, for what leaves
record GuardMaps(
    MapSpec blockedV4,
    MapSpec blockedV6,
    MapSpec feedsV4,
    MapSpec feedsV6,
    MapSpec allowedV4,
    MapSpec allowedV6,
    MapSpec hintsV4,
    MapSpec hintsV6,
    MapSpec lengthsV4,
    MapSpec lengthsV6,
    MapSpec counters,
    MapSpec ruleHits,
    MapSpec limits,
    MapSpec ring,
    MapSpec sources,
    MapSpec targets) {
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
        holder("ip_feeds_v4", feedNetworks(LpmKey.V4_BYTES, 1)),
        holder("ip_feeds_v6", feedNetworks(LpmKey.V6_BYTES, 1)),
        holder("ip_allow_v4", allowedNetworks(LpmKey.V4_BYTES, 1)),
        holder("ip_allow_v6", allowedNetworks(LpmKey.V6_BYTES, 1)),
        shared("ip_hints_v4", Hints.V4_BYTES),
        shared("ip_hints_v6", Hints.V6_BYTES),
        shared("ip_lengths_v4", PrefixLengths.V4_BYTES),
        shared("ip_lengths_v6", PrefixLengths.V6_BYTES),
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
    return List.of(
        blockedV4, blockedV6, feedsV4, feedsV6, allowedV4, allowedV6, hintsV4, hintsV6, lengthsV4,
        lengthsV6);
  }

  /// A hash table with the keys of a trie, to be put into [#feedsV4] or [#feedsV6]: sized to what
  /// is to be held.
  static MapSpec feedNetworks(int keyBytes, int entries) {
    return MapSpec.hash("ip_feed", keyBytes, BlockLayout.LAYOUT.size(), entries)
        .withFlags(MapSpec.NO_PREALLOC);
  }

  /// Networks to be put into [#allowedV4] or [#allowedV6].
  static MapSpec allowedNetworks(int keyBytes, int entries) {
    return trie("ip_allow", keyBytes, entries);
  }

  private static MapSpec trie(String name, int keyBytes, int entries) {
    return MapSpec.lpmTrie(name, keyBytes, BlockLayout.LAYOUT.size(), entries);
  }

  /// Points to the one in force.
  private static MapSpec holder(String name, MapSpec held) {
    return MapSpec.ofMaps(name, MapType.ARRAY_OF_MAPS, Integer.BYTES, 1, held);
  }

  private static MapSpec shared(String name, int bytes) {
    return MapSpec.array(name, bytes, 1).withFlags(BpfMap.MMAPABLE);
  }
}
