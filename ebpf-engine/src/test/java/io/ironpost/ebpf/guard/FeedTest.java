package io.ironpost.ebpf.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.action.Effect;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Feeds in the kernel: found whatever the length, replaced as a whole.
class FeedTest {
  private static LoadedGuard guard;

  @BeforeAll
  static void load() {
    Needs.bpf();
    guard = LoadedGuard.open();
  }

  @BeforeEach
  void forget() {
    guard.forget();
  }

  @AfterAll
  static void unload() {
    if (guard != null) {
      guard.close();
    }
  }

  private static void feed(List<String> networks) {
    assertThat(guard.blocks().replaceFeeds(set(networks))).isEqualTo(new Effect.Done());
  }

  private static FeedSet set(List<String> networks) {
    FeedReader reader = new FeedReader(FeedLimits.defaults(), Instant.EPOCH);
    byte[] lines = String.join("\n", networks).getBytes(StandardCharsets.US_ASCII);
    try {
      FeedReading read = reader.read("test", new ByteArrayInputStream(lines), FeedFormat.PLAIN, "");
      return ((FeedReading.Read) read).entries();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean passes(IpPrefix source) {
    String v6 = "%016x%016x".formatted(source.high(), source.low());
    Frame frame =
        source.isV4()
            ? Frame.ethernet().ipv4From("%08x".formatted(source.v4Address()), 6)
            : Frame.ethernet().ipv6From(v6, 6);
    return guard.passes(frame.tcp(40000, 22, Frame.SYN).bytes());
  }

  @Test
  void networks_of_every_length_block_what_is_within_and_nothing_beside() {
    Random random = new Random(20_260_402);
    List<IpPrefix> networks = new ArrayList<>();
    for (int length = 12; length <= 32; length++) {
      networks.add(new IpPrefix(0, IpPrefix.v4(random.nextInt()).low(), IpPrefix.MAPPED + length));
    }
    for (int length = 24; length <= IpPrefix.FULL; length++) {
      networks.add(new IpPrefix(random.nextLong() | 1L << 61, random.nextLong(), length));
    }
    feed(networks.stream().map(IpPrefix::toString).toList());
    for (IpPrefix network : networks) {
      assertThat(passes(IpPrefix.address(network.high(), network.low())))
          .as("%s", network)
          .isFalse();
      IpPrefix beside = beside(network);
      boolean free = networks.stream().noneMatch(other -> other.contains(beside));
      assertThat(passes(beside)).as("beside %s", network).isEqualTo(free);
    }
  }

  /// The last bit of the network turned over.
  private static IpPrefix beside(IpPrefix network) {
    int bit = IpPrefix.FULL - network.bits();
    return bit >= Long.SIZE
        ? IpPrefix.address(network.high() ^ 1L << bit - Long.SIZE, network.low())
        : IpPrefix.address(network.high(), network.low() ^ 1L << bit);
  }

  @Test
  void the_widest_networks_block_their_whole_family() {
    IpPrefix v4 = IpPrefix.v4(0x0a00_0001);
    IpPrefix v6 = IpPrefix.of("2001:db8::1").orElseThrow();
    for (String widest : List.of("0.0.0.0/0", "::/0")) {
      feedUnchecked(widest);
      assertThat(passes(v4)).isEqualTo(!widest.contains("."));
      assertThat(passes(v6)).isEqualTo(!widest.contains(":"));
    }
  }

  /// Feeds read from files have no such networks; the table would take them.
  private static void feedUnchecked(String network) {
    try (NetworkSet fresh = new NetworkSet(GuardMaps::feedNetworks, 1, 1)) {
      guard.putFeed(fresh, IpPrefix.of(network).orElseThrow());
    }
  }

  @Test
  void a_new_set_takes_the_place_of_the_old_one_and_single_blocks_stay() {
    feed(List.of("198.51.100.0/24", "2001:db8:5::/48"));
    guard.block("203.0.113.9");
    assertThat(passes(IpPrefix.v4(0xc633_6407))).isFalse();
    feed(List.of("192.0.2.0/25"));
    assertThat(passes(IpPrefix.v4(0xc633_6407))).isTrue();
    assertThat(passes(IpPrefix.of("2001:db8:5::1").orElseThrow())).isTrue();
    assertThat(passes(IpPrefix.v4(0xc000_0201))).isFalse();
    assertThat(passes(IpPrefix.v4(0xcb00_7109))).isFalse();
    feed(List.of());
    assertThat(passes(IpPrefix.v4(0xc000_0201))).isTrue();
    assertThat(guard.blocks().feedSize()).isZero();
  }

  @Test
  void more_than_fit_are_refused_and_the_old_set_holds() {
    GuardSettings small = GuardSettings.of("test").with(TableSizes.defaults().withFeeds(1));
    try (LoadedGuard tiny = new LoadedGuard(small)) {
      assertThat(tiny.blocks().replaceFeeds(set(List.of("192.168.0.1"))))
          .isEqualTo(new Effect.Done());
      assertThat(tiny.blocks().replaceFeeds(set(List.of("10.0.0.1", "10.0.0.3"))))
          .isInstanceOf(Effect.Refused.class);
      assertThat(tiny.passes(Frame.v4(6).tcp(1, 2, 2).bytes())).isFalse();
    }
  }
}
