package io.ironpost.ebpf.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.ebpf.packet.Direction;
import io.ironpost.ebpf.packet.Packet;
import io.ironpost.ebpf.packet.Verdict;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FlowTableTest {
  private static final int CLIENT = 1;
  private static final int SERVER = 2;

  private final FlowTable flows = new FlowTable(64, 7);
  private final Packet packet = new Packet();
  private long now = 1_000;

  private Packet begin(int from, int to) {
    now += TimeUnit.MILLISECONDS.toNanos(1);
    long mapped = 0xffffL << 32;
    return packet
        .begin(now, Direction.UNKNOWN, 0)
        .addresses(0, mapped | from, 0, mapped | to)
        .length(100);
  }

  private Turn tcp(int from, int fromPort, int to, int toPort, int flags) {
    return flows.note(begin(from, to).tcp(fromPort, toPort, flags));
  }

  private Turn forth(int flags) {
    return tcp(CLIENT, 40_000, SERVER, 80, flags);
  }

  private Turn back(int flags) {
    return tcp(SERVER, 80, CLIENT, 40_000, flags);
  }

  @Test
  void a_connection_is_opened_answered_established_and_closed() {
    assertThat(forth(Packet.SYN)).isEqualTo(Turn.OPENS);
    assertThat(forth(Packet.SYN)).isEqualTo(Turn.INSISTS);
    assertThat(back(Packet.SYN | Packet.ACK)).isEqualTo(Turn.ANSWERS);
    assertThat(forth(Packet.ACK)).isEqualTo(Turn.ESTABLISHES);
    assertThat(back(Packet.ACK)).isEqualTo(Turn.CONTINUES);
    assertThat(flows.snapshot(10))
        .singleElement()
        .satisfies(flow -> {
          assertThat(flow.opener()).hasToString("0.0.0.1");
          assertThat(flow.peerPort()).isEqualTo(80);
          assertThat(flow.sent()).isEqualTo(new Flow.Traffic(3, 300));
          assertThat(flow.received()).isEqualTo(new Flow.Traffic(2, 200));
          assertThat(flow.state()).isEqualTo(FlowState.ESTABLISHED);
        });

    assertThat(forth(Packet.FIN | Packet.ACK)).isEqualTo(Turn.CONTINUES);
    assertThat(flows.snapshot(10)).isEmpty();
    assertThat(forth(Packet.SYN)).isEqualTo(Turn.OPENS);
  }

  @Test
  void a_closed_port_refuses() {
    forth(Packet.SYN);

    assertThat(back(Packet.RST | Packet.ACK)).isEqualTo(Turn.REFUSES);
    assertThat(forth(Packet.SYN)).isEqualTo(Turn.OPENS);
  }

  @Test
  void where_answers_are_not_seen_the_opener_establishes_by_going_on() {
    forth(Packet.SYN);

    assertThat(forth(Packet.ACK)).isEqualTo(Turn.ESTABLISHES);
  }

  @Test
  void the_reset_of_a_half_open_scan_establishes_nothing() {
    forth(Packet.SYN);
    back(Packet.SYN | Packet.ACK);

    assertThat(forth(Packet.RST)).isEqualTo(Turn.CONTINUES);
  }

  @Test
  void who_has_the_lower_port_serves_when_the_beginning_was_not_seen() {
    assertThat(back(Packet.ACK)).isEqualTo(Turn.STRAY);
    assertThat(forth(Packet.ACK)).isEqualTo(Turn.STRAY);
    assertThat(back(Packet.ACK)).isEqualTo(Turn.CONTINUES);
    assertThat(flows.snapshot(1).getFirst().openerPort()).isEqualTo(40_000);
  }

  @Test
  void odd_flags_and_lone_resets_are_remembered_nowhere() {
    assertThat(forth(0)).isEqualTo(Turn.STRAY);
    assertThat(forth(Packet.FIN)).isEqualTo(Turn.STRAY);
    assertThat(back(Packet.RST)).isEqualTo(Turn.STRAY);
    assertThat(flows.snapshot(10)).isEmpty();
  }

  @Test
  void datagrams_after_two_minutes_of_silence_open_anew() {
    assertThat(flows.note(begin(CLIENT, SERVER).udp(5_000, 6_000))).isEqualTo(Turn.OPENS);
    assertThat(flows.note(begin(SERVER, CLIENT).udp(6_000, 5_000))).isEqualTo(Turn.ANSWERS);
    assertThat(flows.note(begin(CLIENT, SERVER).udp(5_000, 6_000))).isEqualTo(Turn.ESTABLISHES);
    now += TimeUnit.MINUTES.toNanos(3);

    assertThat(flows.note(begin(SERVER, CLIENT).udp(6_000, 5_000))).isEqualTo(Turn.OPENS);
  }

  @Test
  void fragments_without_ports_belong_to_none() {
    assertThat(flows.note(begin(CLIENT, SERVER).laterFragment(Packet.TCP))).isEqualTo(Turn.STRAY);
  }

  @Test
  void a_flood_of_syns_leaves_what_is_established() {
    forth(Packet.SYN);
    back(Packet.SYN | Packet.ACK);
    forth(Packet.ACK);
    for (int i = 0; i < 10_000; i++) {
      tcp(100 + i, 1_000, SERVER, 80, Packet.SYN);
    }

    assertThat(forth(Packet.ACK)).isEqualTo(Turn.CONTINUES);
    assertThat(flows.evicted()).isPositive();
    assertThat(flows.snapshot(1_000)).hasSizeLessThanOrEqualTo(64);
  }

  @Test
  void the_liveliest_come_first_with_the_verdict_of_the_last_packet() {
    flows.note(begin(CLIENT, SERVER).length(10).udp(5_000, 6_000));
    flows.note(begin(CLIENT, SERVER).length(1_000).udp(5_001, 6_000).verdict(Verdict.BLOCKED));
    flows.note(begin(CLIENT, SERVER).length(100).udp(5_002, 6_000));

    List<Flow> top = flows.snapshot(2);

    assertThat(top).extracting(Flow::openerPort).containsExactly(5_001, 5_002);
    assertThat(top.getFirst().verdict()).isEqualTo(Verdict.BLOCKED);
  }

  @Test
  void whatever_comes_nothing_is_thrown() {
    Random random = new Random(11);
    Wire wire = new Wire();
    for (int i = 0; i < 200_000; i++) {
      Packet any =
          packet
              .begin(random.nextLong(0, 1L << 62), way(random), random.nextInt())
              .addresses(0, random.nextInt(8), random.nextInt(2), random.nextInt(8))
              .length(random.nextInt(65_536));
      switch (random.nextInt(5)) {
        case 0 -> any.tcp(random.nextInt(65_536), random.nextInt(100), random.nextInt(256));
        case 1 -> any.udp(random.nextInt(100), random.nextInt(65_536));
        case 2 -> any.icmp(Packet.ICMP, random.nextInt(256), random.nextInt(256));
        case 3 -> any.laterFragment(random.nextInt(256));
        default -> any.protocol(random.nextInt(256));
      }
      wire.see(any);
    }
    assertThat(wire.detectors().flows(10)).hasSizeLessThanOrEqualTo(10);
  }

  private static Direction way(Random random) {
    return Direction.values()[random.nextInt(3)];
  }
}
