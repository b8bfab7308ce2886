package io.ironpost.ebpf.blocklist;

/// How much of a feed is taken: it comes from elsewhere, and whoever writes it must be able neither
/// to fill the memory nor to block the world.
///
/// @param maxEntries of all feeds together
/// @param maxFileBytes of one feed as it came
/// @param maxLineBytes of a line; a longer one is left out as a whole
/// @param widestV4 the shortest prefix that is believed; anything wider is a mistake or an attack
/// @param widestV6 the same for IPv6
/// @param maxProblems how many bad lines are told one by one; the others are counted
public record FeedLimits(
    int maxEntries,
    long maxFileBytes,
    int maxLineBytes,
    int widestV4,
    int widestV6,
    int maxProblems) {
  /// The largest public lists have 600,000 entries; the kernel's trie of a million takes some 64
  /// MB.
  public static final int DEFAULT_ENTRIES = 1_000_000;

  /// A million decisions of CrowdSec as JSON are some 200 MB.
  private static final long DEFAULT_FILE_BYTES = 256L << 20;

  /// Lists have an address and a remark on a line; a JSON line of a decision has some 300.
  private static final int DEFAULT_LINE_BYTES = 4_096;

  /// The largest networks that registries gave to one holder have /8; real lists go to /10.
  private static final int DEFAULT_WIDEST_V4 = 8;

  /// The largest that registries give out whole is a /19 (Spamhaus lists a /20).
  private static final int DEFAULT_WIDEST_V6 = 19;

  /// A screen or five: whoever has more has the wrong format.
  private static final int DEFAULT_PROBLEMS = 200;

  public FeedLimits {
    if (maxEntries < 1 || maxEntries >= FeedSetBuilder.MAX_SIZE) {
      throw new IllegalArgumentException(
          "a blocklist has 1 to %d entries: %d".formatted(FeedSetBuilder.MAX_SIZE - 1, maxEntries));
    }
    if (maxFileBytes < 1 || maxLineBytes < 1 || maxProblems < 0) {
      throw new IllegalArgumentException("limits are positive");
    }
    if (widestV4 < 1 || widestV4 > 32 || widestV6 < 1 || widestV6 > 128) {
      throw new IllegalArgumentException(
          "no lengths of prefixes: /%d, /%d".formatted(widestV4, widestV6));
    }
  }

  public static FeedLimits defaults() {
    return of(DEFAULT_ENTRIES);
  }

  /// As usual but for the number of entries.
  public static FeedLimits of(int maxEntries) {
    return new FeedLimits(
        maxEntries,
        DEFAULT_FILE_BYTES,
        DEFAULT_LINE_BYTES,
        DEFAULT_WIDEST_V4,
        DEFAULT_WIDEST_V6,
        DEFAULT_PROBLEMS);
  }
}
