package io.ironpost.ebpf.blocklist;

import io.ironpost.core.net.IpPrefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a feed's reader has brought in so far. Judges each entry the same whatever the format.
final class FeedHarvest {
  /// A value is shown in a problem up to here.
  private static final int SHOWN = 60;

  private final String file;
  private final FeedLimits limits;
  private final long now;
  private final FeedSetBuilder entries = new FeedSetBuilder();
  private final List<FeedProblem> problems = new ArrayList<>();
  private int problemCount;
  private int skipped;

  FeedHarvest(String file, FeedLimits limits, Instant now) {
    this.file = file;
    this.limits = limits;
    this.now = now.getEpochSecond();
  }

  /// Where an entry stands.
  record Place(long line, int column) {
    /// The same line, further on.
    Place plus(int columns) {
      return new Place(line, column + columns);
    }
  }

  long now() {
    return now;
  }

  /// An address, network or range; an unusable one becomes a problem.
  void take(String text, Place place) {
    take(text, place, FeedSet.Family.NO_END);
  }

  void take(String text, Place place, long untilSecond) {
    if (untilSecond <= now) {
      skip();
      return;
    }
    int dash = text.indexOf('-');
    if (dash > 0) {
      takeRange(text, dash, place, untilSecond);
      return;
    }
    Optional<IpPrefix> prefix = IpPrefix.of(text);
    if (prefix.isEmpty()) {
      problem(place, shown(text) + ": not an address, network or range");
    } else if (hasHostBits(text, prefix.get())) {
      problem(
          place,
          "%s: has bits behind its length; the network is %s".formatted(shown(text), prefix.get()));
    } else {
      takePrefix(prefix.get(), text, place, untilSecond);
    }
  }

  /// `10.1.2.3/8` is a slip as often as it means `10.0.0.0/8`, which is a sixteen million times
  /// wider block.
  private static boolean hasHostBits(String text, IpPrefix prefix) {
    int slash = text.indexOf('/');
    return slash > 0
        && !IpPrefix.of(text.substring(0, slash)).filter(a -> begins(prefix, a)).isPresent();
  }

  private static boolean begins(IpPrefix prefix, IpPrefix address) {
    return prefix.high() == address.high() && prefix.low() == address.low();
  }

  private void takeRange(String text, int dash, Place place, long untilSecond) {
    Optional<IpPrefix> from = IpPrefix.of(text.substring(0, dash).strip());
    Optional<IpPrefix> to = IpPrefix.of(text.substring(dash + 1).strip());
    if (from.isEmpty() || to.isEmpty() || !areAddressesOfOneFamily(from.get(), to.get())) {
      problem(place, shown(text) + ": not an address, network or range");
    } else if (from.get().compareTo(to.get()) > 0) {
      problem(place, shown(text) + ": the range ends before it begins");
    } else {
      List<IpPrefix> prefixes = IpRange.of(from.get(), to.get()).prefixes();
      Optional<IpPrefix> wide = prefixes.stream().filter(p -> !whyNot(p).isEmpty()).findFirst();
      if (wide.isPresent()) {
        problem(place, shown(text) + ": " + whyNot(wide.get()));
      } else {
        prefixes.forEach(prefix -> add(prefix, untilSecond));
      }
    }
  }

  private static boolean areAddressesOfOneFamily(IpPrefix from, IpPrefix to) {
    return from.isAddress() && to.isAddress() && from.isV4() == to.isV4();
  }

  private void takePrefix(IpPrefix prefix, String text, Place place, long untilSecond) {
    String whyNot = whyNot(prefix);
    if (whyNot.isEmpty()) {
      add(prefix, untilSecond);
    } else {
      problem(place, shown(text) + ": " + whyNot);
    }
  }

  private String whyNot(IpPrefix prefix) {
    int widest = prefix.isV4() ? limits.widestV4() : limits.widestV6();
    if (prefix.familyBits() < widest) {
      return "wider than /" + widest + ", the widest that is taken from a list";
    }
    boolean holdsAllV4 = !prefix.isV4() && prefix.contains(0, 0xffffL << 32);
    return holdsAllV4 ? "holds every IPv4 address (as ::ffff:0:0/96)" : "";
  }

  private void add(IpPrefix prefix, long untilSecond) {
    if (entries.size() >= limits.maxEntries()) {
      throw new FeedTooBigException("has more than %,d entries".formatted(limits.maxEntries()));
    }
    entries.add(prefix, untilSecond);
  }

  /// Well-formed, but asks for no block.
  void skip() {
    skipped++;
  }

  void problem(Place place, String why) {
    if (problems.size() < limits.maxProblems()) {
      problems.add(new FeedProblem(file, place.line(), place.column(), why));
    }
    problemCount++;
  }

  static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  FeedReading.Read read(FeedFormat format) {
    return new FeedReading.Read(
        format, entries.build(), entries.size(), skipped, problems, problemCount);
  }
}
