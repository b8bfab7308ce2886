package io.ironpost.ebpf.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.bpf.asm.XdpMd;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever bytes arrive, the program answers pass or drop and has counted the frame.
class TruncationTest {
  /// The kernel runs tests on nothing shorter than an Ethernet header.
  private static final int SHORTEST = 14;

  private static LoadedGuard guard;

  @BeforeAll
  static void load() {
    Needs.bpf();
    guard = LoadedGuard.open();
    guard.block("198.51.100.0/24");
    guard.block("2001:db8:bad::/48");
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

  @Test
  void every_prefix_of_every_frame_passes_and_is_counted() {
    int frames = 0;
    for (ParsingTest.Case each : ParsingTest.frames().toList()) {
      byte[] frame = each.frame().bytes();
      for (int length = SHORTEST; length <= frame.length; length++) {
        assertThat(guard.run(Arrays.copyOf(frame, length)))
            .as("%s, %d bytes", each, length)
            .isEqualTo(XdpMd.PASS);
        frames++;
      }
    }
    assertThat(guard.total().packets()).isEqualTo(frames);
  }

  @Test
  void a_blocked_source_is_dropped_as_soon_as_its_address_is_whole() {
    Stream.of(
            Frame.ethernet().ipv4From("c6336407", 6).tcp(1, 22, Frame.SYN),
            Frame.ethernet().tag(1).ipv4From("c6336407", 17).udp(1, 22, "00"),
            Frame.ethernet()
                .ipv6From("20010db80bad" + "00".repeat(10), 0)
                .options(6, 0)
                .tcp(1, 2, 2))
        .map(Frame::bytes)
        .forEach(TruncationTest::isDroppedOnceItsHeaderIsWhole);
  }

  private static void isDroppedOnceItsHeaderIsWhole(byte[] frame) {
    boolean tagged = frame[12] == (byte) 0x81;
    int ip = tagged ? 18 : 14;
    int header = frame[ip] >>> 4 == 4 ? 20 : 40;
    for (int length = SHORTEST; length <= frame.length; length++) {
      int wanted = length < ip + header ? XdpMd.PASS : XdpMd.DROP;
      assertThat(guard.run(Arrays.copyOf(frame, length))).as("%d bytes", length).isEqualTo(wanted);
    }
  }

  @Test
  void random_changes_of_frames_pass_or_are_dropped() {
    Random random = new Random(20_260_401);
    byte[][] seeds = ParsingTest.frames().map(each -> each.frame().bytes()).toArray(byte[][]::new);
    int rounds = 20_000;
    for (int i = 0; i < rounds; i++) {
      byte[] frame = seeds[random.nextInt(seeds.length)].clone();
      for (int change = random.nextInt(1, 6); change > 0; change--) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt();
      }
      assertThat(guard.run(frame)).isIn(XdpMd.PASS, XdpMd.DROP);
    }
    assertThat(guard.total().packets()).isEqualTo(rounds);
  }
}
