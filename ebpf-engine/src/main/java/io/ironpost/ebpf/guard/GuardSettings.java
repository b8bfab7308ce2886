package io.ironpost.ebpf.guard;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// What the programs are built from: parts that are not wanted are not in them.
///
/// @param interfaces names, or [#AUTO] for those of the default routes
/// @param egress whether packets that leave are reported too
/// @param runTime whether the kernel measures what each packet costs (BPF_STATS_RUN_TIME), which by
///   itself costs some 20 ns per packet
/// @param pinPath a folder on a bpffs below which blocking outlives this program
/// @param keepAfterStop whether pins stay after an orderly stop
/// @param ringBytes between kernel and reader; a power of two of at least a page
/// @param filters in their order; [Guard#filters] changes them later
public record GuardSettings(
    List<String> interfaces,
    AttachMode mode,
    boolean egress,
    boolean runTime,
    Optional<Path> pinPath,
    boolean keepAfterStop,
    int ringBytes,
    TableSizes tables,
    EventRates events,
    List<FilterRule> filters) {
  /// The interfaces of the default routes, IPv4 and IPv6.
  public static final String AUTO = "auto";

  /// Each has a program of its own with its own counters.
  public static final int MAX_INTERFACES = 16;

  /// Rules become instructions that every packet runs through: 256 cost some 300 ns.
  public static final int MAX_FILTERS = 256;

  /// 2,700 reports of 96 bytes; at 1,000,000 a second and a reader every 0.5 ms, five times enough.
  public static final int DEFAULT_RING_BYTES = 1 << 18;

  private static final int PAGE = 4_096;
  private static final int MAX_RING_BYTES = 1 << 30;

  public GuardSettings {
    interfaces = List.copyOf(interfaces);
    filters = List.copyOf(filters);
    if (interfaces.isEmpty() || interfaces.size() > MAX_INTERFACES) {
      throw new IllegalArgumentException(
          "1 to %d interfaces, not %d".formatted(MAX_INTERFACES, interfaces.size()));
    }
    if (new HashSet<>(interfaces).size() < interfaces.size()
        || interfaces.size() > 1 && interfaces.contains(AUTO)) {
      throw new IllegalArgumentException("an interface is named twice: " + interfaces);
    }
    if (Integer.bitCount(ringBytes) != 1 || ringBytes < PAGE || ringBytes > MAX_RING_BYTES) {
      throw new IllegalArgumentException(
          "the ring's size is a power of two from %d to %d, not %d"
              .formatted(PAGE, MAX_RING_BYTES, ringBytes));
    }
    checkFilters(filters);
  }

  static void checkFilters(List<FilterRule> filters) {
    if (filters.size() > MAX_FILTERS) {
      throw new IllegalArgumentException(
          "%d filter rules are more than %d".formatted(filters.size(), MAX_FILTERS));
    }
  }

  /// Everything on, nothing pinned, no rules.
  public static GuardSettings of(String... interfaces) {
    return new GuardSettings(
        List.of(interfaces),
        AttachMode.AUTO,
        true,
        false,
        Optional.empty(),
        false,
        DEFAULT_RING_BYTES,
        TableSizes.defaults(),
        EventRates.defaults(),
        List.of());
  }

  public GuardSettings with(AttachMode other) {
    return new GuardSettings(
        interfaces,
        other,
        egress,
        runTime,
        pinPath,
        keepAfterStop,
        ringBytes,
        tables,
        events,
        filters);
  }

  public GuardSettings with(TableSizes other) {
    return new GuardSettings(
        interfaces,
        mode,
        egress,
        runTime,
        pinPath,
        keepAfterStop,
        ringBytes,
        other,
        events,
        filters);
  }

  public GuardSettings with(EventRates other) {
    return new GuardSettings(
        interfaces,
        mode,
        egress,
        runTime,
        pinPath,
        keepAfterStop,
        ringBytes,
        tables,
        other,
        filters);
  }

  public GuardSettings with(List<FilterRule> other) {
    return new GuardSettings(
        interfaces,
        mode,
        egress,
        runTime,
        pinPath,
        keepAfterStop,
        ringBytes,
        tables,
        events,
        other);
  }

  public GuardSettings pinnedBelow(Path folder) {
    return new GuardSettings(
        interfaces,
        mode,
        egress,
        runTime,
        Optional.of(folder),
        keepAfterStop,
        ringBytes,
        tables,
        events,
        filters);
  }

  public GuardSettings keptAfterStop() {
    return new GuardSettings(
        interfaces, mode, egress, runTime, pinPath, true, ringBytes, tables, events, filters);
  }

  public GuardSettings withoutEgress() {
    return new GuardSettings(
        interfaces,
        mode,
        false,
        runTime,
        pinPath,
        keepAfterStop,
        ringBytes,
        tables,
        events,
        filters);
  }
}
