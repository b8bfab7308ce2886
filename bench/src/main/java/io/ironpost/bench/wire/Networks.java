package io.ironpost.bench.wire;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.blocklist.FeedFormat;
import io.ironpost.ebpf.blocklist.FeedLimits;
import io.ironpost.ebpf.blocklist.FeedReader;
import io.ironpost.ebpf.blocklist.FeedReading;
import io.ironpost.ebpf.blocklist.FeedSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Networks as on public lists (mostly single addresses and /24s), random addresses within them and
/// outside.
///
/// @param inside one address each of [SourceRotor#ADDRESSES] networks
/// @param outside as many addresses that are in none of them
record Networks(List<IpPrefix> prefixes, List<IpPrefix> inside, List<IpPrefix> outside) {
  /// Lengths of the 32 bits, or of the first 64 of IPv6.
  private static final int[] LENGTHS = {32, 32, 32, 32, 24, 24, 24, 22, 20, 28};

  static Networks random(int count, boolean v6) {
    Random random = new Random(v6 ? 6 : 4);
    List<IpPrefix> prefixes = new ArrayList<>();
    List<IpPrefix> inside = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      IpPrefix network = network(random, v6);
      prefixes.add(network);
      inside.add(within(random, network));
    }
    List<IpPrefix> outside = new ArrayList<>();
    for (int i = 0; i < SourceRotor.ADDRESSES; i++) {
      outside.add(v6 ? v6(random, 0x2600L, IpPrefix.FULL) : IpPrefix.v4(high(random)));
    }
    return new Networks(
        prefixes, inside.subList(0, Math.min(inside.size(), SourceRotor.ADDRESSES)), outside);
  }

  private static IpPrefix network(Random random, boolean v6) {
    int length = LENGTHS[random.nextInt(LENGTHS.length)];
    return v6
        ? v6(random, 0x2400L, length == 32 ? IpPrefix.FULL : 24 + length)
        : new IpPrefix(0, IpPrefix.v4(low(random)).low(), IpPrefix.MAPPED + length);
  }

  /// Networks are in one half of the addresses, those outside in the other.
  private static int low(Random random) {
    return random.nextInt() >>> 1 | 0x0100_0000;
  }

  private static int high(Random random) {
    return random.nextInt() | 0x8000_0000;
  }

  private static IpPrefix v6(Random random, long first, int bits) {
    return new IpPrefix(first << 48 | random.nextLong() >>> 16, random.nextLong(), bits);
  }

  private static IpPrefix within(Random random, IpPrefix network) {
    IpPrefix any = IpPrefix.address(random.nextLong(), random.nextLong());
    int bits = network.bits();
    long highMask = bits >= Long.SIZE ? 0 : -1L >>> bits;
    long lowMask = bits == IpPrefix.FULL ? 0 : bits <= Long.SIZE ? -1L : -1L >>> bits - Long.SIZE;
    return IpPrefix.address(
        network.high() | any.high() & highMask, network.low() | any.low() & lowMask);
  }

  static FeedSet feed(Networks... of) throws IOException {
    String lines =
        Stream.of(of)
            .flatMap(networks -> networks.prefixes().stream())
            .map(IpPrefix::toString)
            .collect(Collectors.joining("\n"));
    ByteArrayInputStream in = new ByteArrayInputStream(lines.getBytes(StandardCharsets.US_ASCII));
    FeedReader reader = new FeedReader(FeedLimits.defaults(), Instant.EPOCH);
    return switch (reader.read("random", in, FeedFormat.PLAIN, "")) {
      case FeedReading.Read read -> read.entries();
      case FeedReading.Refused(var problem) -> throw new IllegalStateException(problem.toString());
    };
  }
}
