package io.ironpost.ebpf.blocklist;

import io.ironpost.core.action.Effect;
import io.ironpost.core.module.Health;
import io.ironpost.core.net.IpPrefix;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The feeds that are blocked: kept on disk, merged, and put on the wire as one set.
///
/// What touches the allowlist is left out here and counted; the kernel asks its own allowlist too.
/// Everything that changes the set makes it anew and swaps it, in one step for packets: a million
/// entries take about a second, which is the time between two changes that people notice.
public final class Blocklist {
  private final FeedStore store;
  private final BlockTable table;
  private final BootClock clock;
  private final FeedLimits limits;
  private final Map<FeedName, StoredFeed> feeds = new TreeMap<>();
  private List<IpPrefix> allowed = List.of();
  private boolean isLoaded;
  private boolean mayHoldOthers; // feeds that an earlier life left in the table

  // What is asked for by status pages, which must not wait for a swap.
  private volatile List<Feed> shown = List.of();
  private volatile List<String> damage = List.of();
  private volatile Effect last = new Effect.Done();

  public Blocklist(FeedStore store, BlockTable table, BootClock clock, FeedLimits limits) {
    this.store = store;
    this.table = table;
    this.clock = clock;
    this.limits = limits;
  }

  /// Reads what is kept and puts it on the wire. Once, at start.
  public synchronized void load(Collection<IpPrefix> allowlist) {
    FeedStore.Loaded loaded = store.load(clock.now());
    feeds.clear();
    loaded.feeds().forEach(feed -> feeds.put(feed.origin().name(), feed));
    damage = List.copyOf(loaded.problems());
    allowed = List.copyOf(allowlist);
    isLoaded = true;
    renew();
  }

  /// The table is another one than before. What it may hold of an earlier life goes on until the
  /// feeds are read, and not longer: a feed that was removed meanwhile would hold for ever.
  public synchronized void tableIsNew() {
    mayHoldOthers = true;
    if (isLoaded) {
      renew();
    }
  }

  /// Other addresses must not be blocked from now on.
  public synchronized Effect allow(Collection<IpPrefix> allowlist) {
    if (allowed.equals(List.copyOf(allowlist))) {
      return new Effect.AlreadySo();
    }
    allowed = List.copyOf(allowlist);
    return renew();
  }

  /// Puts the feeds on the wire again: the table is a new one.
  public synchronized Effect renew() {
    if (feeds.isEmpty() && table.feedSize() == 0 && !mayHoldOthers) {
      shown = List.of();
      last = new Effect.AlreadySo();
      return last;
    }
    FeedSetBuilder merged = new FeedSetBuilder();
    shown = pour(feeds.values(), merged);
    last = table.replaceFeeds(merged.build());
    mayHoldOthers &= !(last instanceof Effect.Done);
    return last;
  }

  private List<Feed> pour(Collection<StoredFeed> from, FeedSetBuilder into) {
    Instant now = clock.now();
    List<Feed> poured = new ArrayList<>();
    for (StoredFeed feed : from) {
      if (!feed.origin().isOver(now)) {
        poured.add(feed.pour(allowed, into));
      }
    }
    return poured;
  }

  /// A feed that will come in parts.
  public FeedImport begin(FeedOrigin origin) {
    return new FeedImport(origin, new FeedHarvest(origin.name().text(), limits, clock.now()));
  }

  /// Keeps the feed and blocks it, in the place of an older one of that name.
  public synchronized ImportResult commit(FeedImport made) {
    FeedReading.Read read = made.read();
    if (read.problemCount() > 0) {
      return refused(read.problems().stream().map(FeedProblem::toString).toList());
    }
    if (read.entries().size() == 0) {
      return refused(List.of("there is not one entry in it that has not ended"));
    }
    StoredFeed feed = new StoredFeed(made.origin(), read.entries());
    int room = limits.maxEntries() - othersThan(feed.origin().name());
    if (read.entries().size() > room) {
      return refused(
          List.of(
              "it has %,d entries and there is room for %,d; remove another feed first"
                  .formatted(read.entries().size(), Math.max(0, room))));
    }
    return keep(feed);
  }

  private static ImportResult refused(List<String> problems) {
    return new ImportResult.Refused(problems);
  }

  private int othersThan(FeedName name) {
    return feeds.values().stream()
        .filter(feed -> !feed.origin().name().equals(name))
        .mapToInt(feed -> feed.entries().size())
        .sum();
  }

  /// On disk first: what is blocked now is blocked after a restart too. A table that will never
  /// take it (it is too small) has it forgotten again.
  private ImportResult keep(StoredFeed feed) {
    FeedName name = feed.origin().name();
    Optional<StoredFeed> before = Optional.ofNullable(feeds.get(name));
    try {
      store.keep(feed);
      feeds.put(name, feed);
      Effect effect = renew();
      if (effect instanceof Effect.Refused(var why)) {
        restore(name, before);
        return refused(List.of(why));
      }
      return shown.stream()
          .filter(one -> one.origin().name().equals(name))
          .findFirst()
          .<ImportResult>map(one -> new ImportResult.Imported(one, effect))
          .orElseGet(() -> refused(List.of("it has ended already")));
    } catch (IOException e) {
      return refused(List.of("it cannot be kept: " + e.getMessage()));
    }
  }

  private void restore(FeedName name, Optional<StoredFeed> before) throws IOException {
    if (before.isPresent()) {
      feeds.put(name, before.get());
      store.keep(before.get());
    } else {
      feeds.remove(name);
      store.forget(name);
    }
    renew();
  }

  /// Blocks a feed no longer; empty when there is none of that name.
  public synchronized Optional<Effect> remove(FeedName name) {
    if (!feeds.containsKey(name)) {
      return Optional.empty();
    }
    try {
      store.forget(name);
    } catch (IOException e) {
      return Optional.of(new Effect.Failed("it cannot be removed from disk: " + e.getMessage()));
    }
    feeds.remove(name);
    return Optional.of(renew());
  }

  /// Forgets feeds that have ended; the kernel has let their addresses pass since. To be called
  /// every few minutes.
  public synchronized void forgetEnded() {
    Instant now = clock.now();
    List<FeedName> over =
        feeds.values().stream()
            .map(StoredFeed::origin)
            .filter(origin -> origin.isOver(now))
            .map(FeedOrigin::name)
            .toList();
    over.forEach(this::remove);
  }

  /// Those that are blocked, by name.
  public List<Feed> feeds() {
    return shown;
  }

  /// Names of the feeds that block these addresses, allowlist or not.
  public synchronized List<FeedName> holding(IpPrefix prefix) {
    Instant now = clock.now();
    return feeds.values().stream()
        .filter(feed -> !feed.origin().isOver(now) && feed.entries().covers(prefix, now))
        .map(feed -> feed.origin().name())
        .toList();
  }

  /// How it is with the feeds; the table says itself how it is.
  public Health health() {
    List<String> broken = damage;
    if (!broken.isEmpty()) {
      String more = broken.size() > 1 ? " and %,d more".formatted(broken.size() - 1) : "";
      return new Health.Degraded(broken.getFirst() + more);
    }
    return switch (last) {
      case Effect.Done(), Effect.AlreadySo() -> new Health.Up();
      case Effect.Refused(var why) -> new Health.Degraded("feeds are not blocked: " + why);
      case Effect.Failed(var why) -> new Health.Degraded("feeds are not blocked: " + why);
    };
  }
}
