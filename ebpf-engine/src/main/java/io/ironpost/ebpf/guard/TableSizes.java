package io.ironpost.ebpf.guard;

/// How many entries the kernel keeps at most. An attacker chooses addresses, so everything that is
/// keyed by one has a limit.
///
/// @param blocked addresses and networks blocked one by one
/// @param feeds networks of feeds, all feeds together; twice as much for the moment of a swap
/// @param allowed addresses and networks that nothing blocks
/// @param sources senders whose packets are counted apart, over all processors; 64 bytes each
/// @param limited senders under one of the filter rules' rate limits; the one unseen the longest
///   makes room
public record TableSizes(int blocked, int feeds, int allowed, int sources, int limited) {
  /// The original's `blocklist_max_entries`.
  public static final int DEFAULT_BLOCKED = 10_000;

  /// All public lists of note together have fewer; about 100 MB when full.
  public static final int DEFAULT_FEEDS = 1_000_000;

  /// Own addresses, gateways, resolvers, operators, and the networks of whoever has many customers;
  /// room is taken for as many as there are.
  public static final int DEFAULT_ALLOWED = 65_536;

  /// 4 MB; a busy server talks to some 10,000 clients at a time.
  public static final int DEFAULT_SOURCES = 65_536;

  public static final int DEFAULT_LIMITED = 65_536;

  /// Some 100 bytes each in the kernel: 1 GB.
  public static final int MAX_ENTRIES = 10_000_000;

  /// 256 MB.
  public static final int MAX_SOURCES = 1 << 22;

  public TableSizes {
    within("blocked", blocked, MAX_ENTRIES);
    within("feeds", feeds, MAX_ENTRIES);
    within("allowed", allowed, MAX_ENTRIES);
    within("sources", sources, MAX_SOURCES);
    within("limited", limited, MAX_ENTRIES);
  }

  private static void within(String what, int entries, int max) {
    if (entries < 1 || entries > max) {
      throw new IllegalArgumentException(
          "%s: 1 to %d entries, not %d".formatted(what, max, entries));
    }
  }

  public static TableSizes defaults() {
    return new TableSizes(
        DEFAULT_BLOCKED, DEFAULT_FEEDS, DEFAULT_ALLOWED, DEFAULT_SOURCES, DEFAULT_LIMITED);
  }

  public TableSizes withBlocked(int entries) {
    return new TableSizes(entries, feeds, allowed, sources, limited);
  }

  public TableSizes withFeeds(int entries) {
    return new TableSizes(blocked, entries, allowed, sources, limited);
  }
}
