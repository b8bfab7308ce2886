package io.ironpost.ebpf.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.net.IpPrefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedSetTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final long NEVER = FeedSet.Family.NO_END;

  private static FeedSet of(String... prefixes) {
    FeedSetBuilder builder = new FeedSetBuilder();
    for (String text : prefixes) {
      String[] parts = text.split("@", -1);
      long until = parts.length == 1 ? NEVER : NOW.getEpochSecond() + Long.parseLong(parts[1]);
      builder.add(IpPrefix.of(parts[0]).orElseThrow(), until);
    }
    return builder.build();
  }

  private static List<String> lines(FeedSet set) {
    List<String> lines = new ArrayList<>();
    set.forEachLine(lines::add);
    return lines;
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4 1.2.3.4, 1.2.3.4",
    "10.0.0.0/25 10.0.0.128/25, 10.0.0.0/24",
    "10.0.0.0 10.0.0.1 10.0.0.2 10.0.0.3, 10.0.0.0/30",
    "10.0.0.1 10.0.0.2, 10.0.0.1 10.0.0.2",
    "10.0.0.0/8 10.1.0.0/16 10.2.3.4, 10.0.0.0/8",
    "255.255.255.255 0.0.0.0, 0.0.0.0 255.255.255.255",
    "2001:db8::/33 2001:db8:8000::/33 1.1.1.1, 1.1.1.1 2001:db8::/32",
    "10.0.0.0/24@60 10.0.0.7, 10.0.0.0/24 until=2026-11-23T12:01:00Z 10.0.0.7",
    "10.0.0.0/24 10.0.0.7@60, 10.0.0.0/24",
    "10.0.0.0/25@60 10.0.0.128/25, 10.0.0.0/25 until=2026-11-23T12:01:00Z 10.0.0.128/25",
    "10.0.0.0/24@60 10.0.0.0/25 10.0.0.128/25, 10.0.0.0/24",
    "1.2.3.4@60 1.2.3.4@90, 1.2.3.4 until=2026-11-23T12:01:30Z",
  })
  void the_smallest_set_that_says_the_same(String given, String kept) {
    assertThat(String.join(" ", lines(of(given.split(" ", -1))))).isEqualTo(kept);
  }

  /// A trie answers with the longest match. Whatever was put in, that match must last as long as
  /// the longest-lasting of all that hold the address.
  @Test
  void the_longest_match_lasts_as_long_as_any_that_holds_the_address() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      List<IpPrefix> prefixes = new ArrayList<>();
      List<Long> untils = new ArrayList<>();
      FeedSetBuilder builder = new FeedSetBuilder();
      boolean v6 = random.nextBoolean();
      for (int i = 0; i < 40; i++) {
        int bits = IpPrefix.FULL - random.nextInt(7);
        int low = random.nextInt(64);
        IpPrefix prefix =
            v6 ? new IpPrefix(1, low, bits) : new IpPrefix(0, 0xffffL << 32 | low, bits);
        long until = random.nextInt(3) == 0 ? NEVER : NOW.getEpochSecond() + random.nextInt(1, 4);
        prefixes.add(prefix);
        untils.add(until);
        builder.add(prefix, until);
      }
      FeedSet set = builder.build();
      assertThat(set.size()).isLessThanOrEqualTo(prefixes.size());
      for (int low = 0; low < 64; low++) {
        IpPrefix address = IpPrefix.address(v6 ? 1 : 0, v6 ? low : 0xffffL << 32 | low);
        long wanted = 0;
        for (int i = 0; i < prefixes.size(); i++) {
          wanted = prefixes.get(i).contains(address) ? Math.max(wanted, untils.get(i)) : wanted;
        }
        assertThat(longestMatch(set, address)).isEqualTo(wanted);
      }
    }
  }

  private static long longestMatch(FeedSet set, IpPrefix address) {
    long[] found = {0, -1};
    set.forEach((high, low, bits, until) -> {
      if (bits > found[1] && new IpPrefix(high, low, bits).contains(address)) {
        found[0] = until;
        found[1] = bits;
      }
    });
    return found[0];
  }

  @Test
  void what_touches_the_allowlist_is_left_out_and_named() {
    FeedSet set =
        of("10.0.0.0/8", "192.0.2.1", "192.0.2.2", "192.0.3.0/24", "2001:db8::/32", "2001:db9::1");
    List<String> out = new ArrayList<>();
    List<IpPrefix> allowed =
        List.of(
            IpPrefix.of("10.1.2.3").orElseThrow(),
            IpPrefix.of("192.0.2.0/24").orElseThrow(),
            IpPrefix.of("2001:db8::5").orElseThrow());
    FeedSet rest = set.without(allowed, prefix -> out.add(prefix.toString()));
    assertThat(lines(rest)).containsExactly("192.0.3.0/24", "2001:db9::1");
    assertThat(out).containsExactly("10.0.0.0/8", "192.0.2.1", "192.0.2.2", "2001:db8::/32");
    assertThat(rest.without(allowed, _ -> {})).isSameAs(rest);
  }

  @Test
  void an_address_is_found_in_whatever_holds_it_and_has_not_ended() {
    FeedSet set = of("10.0.0.0/8@60", "192.0.2.1", "2001:db8::/32");
    assertThat(set.covers(IpPrefix.of("10.9.9.9").orElseThrow(), NOW)).isTrue();
    assertThat(set.covers(IpPrefix.of("10.9.9.9").orElseThrow(), NOW.plusSeconds(61))).isFalse();
    assertThat(set.covers(IpPrefix.of("192.0.2.0/24").orElseThrow(), NOW)).isFalse();
    assertThat(set.covers(IpPrefix.of("2001:db8:1::/48").orElseThrow(), NOW)).isTrue();
    assertThat(set.v4Size()).isEqualTo(2);
    assertThat(set.v6Size()).isEqualTo(1);
  }

  @Test
  void ends_are_told_in_the_kernels_time_and_what_has_ended_is_not_told() {
    HandClock hand = new HandClock();
    FeedSet set = of("192.0.2.1@60", "192.0.2.3@-1", "192.0.2.9");
    List<String> told = new ArrayList<>();
    set.forEach(
        hand.clock,
        (high, low, bits, until) -> told.add(new IpPrefix(high, low, bits) + " " + until));
    assertThat(told).containsExactly("192.0.2.1 1060000000000", "192.0.2.9 0");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 255.255.255.255, 0.0.0.0/0",
    "10.0.0.1, 10.0.0.1, 10.0.0.1",
    "10.0.0.1, 10.0.0.6, 10.0.0.1 10.0.0.2/31 10.0.0.4/31 10.0.0.6",
    "255.255.255.254, 255.255.255.255, 255.255.255.254/31",
    "2001:db8::, 2001:db8:0:1:ffff:ffff:ffff:ffff, 2001:db8::/63",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,"
        + " ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127",
  })
  void a_range_is_the_fewest_prefixes(String from, String to, String prefixes) {
    IpRange range = IpRange.of(IpPrefix.of(from).orElseThrow(), IpPrefix.of(to).orElseThrow());
    assertThat(range.prefixes().stream().map(IpPrefix::toString).toList())
        .containsExactly(prefixes.split(" ", -1));
  }

  @Test
  void the_longest_range_has_62_prefixes() {
    IpRange range =
        IpRange.of(
            IpPrefix.of("0.0.0.1").orElseThrow(), IpPrefix.of("255.255.255.254").orElseThrow());
    assertThat(range.prefixes()).hasSize(62);
  }
}
