package io.ironpost.ebpf.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.ebpf.packet.Direction;
import io.ironpost.ebpf.packet.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is reported, how often, and that the sums of the reports are the packets that came.
class ReportTest {
  private static final byte[] SYN = Frame.v4(6).tcp(40000, 22, Frame.SYN).bytes();
  private static final byte[] DATA = Frame.v4(6).tcp(40000, 22, Frame.ACK).bytes();
  private static final byte[] PING = Frame.v4(1).icmp(8, 0).bytes();

  private static LoadedGuard guard;

  private final Sums sums = new Sums();

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

  /// What all reports together stand for.
  private static final class Sums {
    int reports;
    long packets;
    long bytes;
    long tcp;
    long syn;
    long udp;
    long icmp;

    void read() {
      guard.reports(p -> {
        reports++;
        packets += p.packets();
        bytes += p.bytes();
        tcp += p.tcpPackets();
        syn += p.synPackets();
        udp += p.udpPackets();
        icmp += p.icmpPackets();
      });
    }
  }

  @Test
  void a_new_source_is_reported_with_its_first_packet_and_the_present_time() {
    Instant before = Instant.now();
    guard.run(DATA);
    guard.reports(p -> {
      assertThat(p.direction()).isEqualTo(Direction.INBOUND);
      assertThat(p.interfaceIndex()).isEqualTo(LoadedGuard.INTERFACE);
      assertThat(p.verdict()).isEqualTo(Verdict.PASSED);
      Instant seen = Instant.ofEpochSecond(0, p.timeNanos());
      assertThat(seen).isBetween(before.minusMillis(50), before.plusSeconds(5));
      sums.packets++;
    });
    assertThat(sums.packets).isEqualTo(1);
  }

  @Test
  void packets_of_a_known_source_are_counted_and_carried_by_the_next_report() {
    guard.run(DATA);
    guard.run(DATA, 100);
    sums.read();
    assertThat(sums.reports).isEqualTo(1);
    guard.run(SYN);
    sums.read();
    assertThat(sums.reports).isEqualTo(2);
    assertThat(sums.packets).isEqualTo(102);
    assertThat(sums.tcp).isEqualTo(102);
    assertThat(sums.syn).isEqualTo(1);
    assertThat(sums.bytes).isEqualTo(102 * 40);
  }

  @Test
  void sums_do_not_grow_old_each_256th_packet_is_reported() {
    guard.run(DATA, 1);
    guard.run(DATA, 1_024);
    sums.read();
    assertThat(sums.reports).isEqualTo(5);
    assertThat(sums.packets).isEqualTo(1_025);
  }

  @Test
  void what_follows_a_reported_syn_is_reported_once() {
    guard.run(SYN);
    guard.run(DATA, 10);
    sums.read();
    assertThat(sums.reports).isEqualTo(2);
  }

  @Test
  void odd_flags_resets_and_pings_are_reported_each() {
    guard.run(DATA);
    for (int flags :
        new int[] {
          0,
          Frame.FIN,
          Frame.FIN | Frame.PSH | Frame.URG,
          Frame.RST,
          Frame.SYN | Frame.FIN,
          Frame.SYN | Frame.ACK,
          Frame.RST | Frame.ACK
        }) {
      guard.run(Frame.v4(6).tcp(40000, 22, flags).bytes());
    }
    guard.run(PING);
    sums.read();
    assertThat(sums.reports).isEqualTo(9);
    assertThat(sums.syn).isEqualTo(1); // with FIN; with ACK it is an answer
    assertThat(sums.icmp).isEqualTo(1);
  }

  @Test
  void a_udp_flow_is_reported_once_while_it_goes_on() {
    byte[] flow = Frame.v4(17).udp(40000, 53, "00").bytes();
    guard.run(flow);
    guard.run(flow, 200);
    sums.read();
    assertThat(sums.reports).isEqualTo(1);
    guard.run(Frame.v4(17).udp(40001, 999, "00").bytes());
    guard.run(flow);
    sums.read();
    assertThat(sums.udp).isBetween(201L, 203L); // the two flows may share a bit
  }

  @Test
  void one_source_is_reported_so_often_and_the_rest_is_counted() {
    int sent = 5_000;
    guard.run(SYN, sent);
    sums.read();
    assertThat(sums.reports).isBetween(EventRates.DEFAULT_BURST, EventRates.DEFAULT_BURST + 5);
    Duration refill = Duration.ofMillis(40);
    pause(refill);
    guard.run(SYN);
    sums.read();
    assertThat(sums.syn).isEqualTo(sent + 1);
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_flood_of_made_up_sources_fills_the_ring_and_every_loss_is_counted() {
    GuardSettings small =
        new GuardSettings(
            List.of("test"),
            AttachMode.AUTO,
            false,
            false,
            Optional.empty(),
            false,
            4_096,
            TableSizes.defaults(),
            EventRates.defaults(),
            List.of());
    int sent = 3_000;
    try (LoadedGuard flooded = new LoadedGuard(small)) {
      Random random = new Random(7);
      for (int i = 0; i < sent; i++) {
        byte[] frame = SYN.clone();
        frame[26] = (byte) random.nextInt();
        frame[27] = (byte) random.nextInt();
        frame[28] = (byte) i;
        frame[29] = (byte) (i >>> 8);
        flooded.run(frame);
      }
      int read = flooded.reports(_ -> {});
      long lost = flooded.counters().sum(CounterLayout.LOST);
      assertThat(read + lost).isEqualTo(sent);
      assertThat(lost).isPositive();
      assertThat(flooded.counters().sum(CounterLayout.EVENTS)).isEqualTo(read);
    }
  }

  @Test
  void a_processor_reports_only_so_much_of_all_sources_and_counts_what_it_holds_back() {
    GuardSettings slow = GuardSettings.of("test").with(new EventRates(10, 10, 100));
    try (LoadedGuard guard = new LoadedGuard(slow)) {
      for (int i = 0; i < 300; i++) {
        byte[] frame = SYN.clone();
        frame[28] = (byte) i;
        frame[29] = (byte) (i >>> 8);
        guard.run(frame);
      }
      int read = guard.reports(_ -> {});
      long withheld = guard.counters().sum(CounterLayout.WITHHELD);
      assertThat(read + withheld).isEqualTo(300);
      assertThat(read).isBetween(50, 200);
    }
  }

  @Test
  void of_dropped_packets_the_first_and_each_64th_are_reported_by_themselves() {
    guard.block("192.168.0.1");
    guard.run(SYN, 129);
    List<Verdict> verdicts = new ArrayList<>();
    guard.reports(p -> {
      verdicts.add(p.verdict());
      assertThat(p.packets()).isEqualTo(1);
    });
    assertThat(verdicts).hasSize(3).containsOnly(Verdict.BLOCKED);
    guard.blocks().list().forEach(entry -> guard.blocks().remove(entry.prefix()));
  }
}
