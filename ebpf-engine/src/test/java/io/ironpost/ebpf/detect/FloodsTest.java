package io.ironpost.ebpf.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.ebpf.packet.Direction;
import io.ironpost.ebpf.packet.Packet;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FloodsTest {
  private static final String ATTACKER = "203.0.113.7";
  private static final String HOST = "192.0.2.10";

  private final Wire wire = new Wire();

  private static String client(int number) {
    return "198.51.%d.%d".formatted(number >> 8 & 255, number & 255);
  }

  @Test
  void a_hundred_syns_that_begin_nothing_are_a_flood() {
    for (int i = 0; i < 99; i++) {
      wire.syn(ATTACKER, 1_024 + i, HOST, 80).afterMillis(90);
    }
    assertThat(wire.told()).isEmpty();

    wire.syn(ATTACKER, 2_000, HOST, 80);

    assertThat(wire.told()).containsExactly("syn_flood");
    assertThat(wire.lines().getFirst())
        .contains("\"src_ip\":\"203.0.113.7\"", "\"dst_port\":80", "\"syn_packets\":100");
  }

  @Test
  void a_flood_whose_sender_refuses_the_answers_is_one() {
    for (int i = 0; i < 60; i++) {
      wire.syn(ATTACKER, 1_024 + i, HOST, 80);
      wire.tcp(HOST, 80, ATTACKER, 1_024 + i, Packet.SYN | Packet.ACK);
      wire.tcp(ATTACKER, 1_024 + i, HOST, 80, Packet.RST).afterMillis(1);
    }

    assertThat(wire.told()).containsExactly("syn_flood");
  }

  @Test
  void a_check_that_connects_and_hangs_up_is_none() {
    for (int i = 0; i < 500; i++) {
      wire.syn(ATTACKER, 1_024 + i, HOST, 80);
      wire.tcp(HOST, 80, ATTACKER, 1_024 + i, Packet.SYN | Packet.ACK);
      wire.tcp(ATTACKER, 1_024 + i, HOST, 80, Packet.ACK);
      wire.tcp(ATTACKER, 1_024 + i, HOST, 80, Packet.RST | Packet.ACK).afterMillis(1);
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void a_hundred_syns_in_more_than_the_window_are_none() {
    for (int i = 0; i < 300; i++) {
      wire.syn(ATTACKER, 1_024 + i, HOST, 80).afterMillis(150);
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void clients_that_are_served_are_no_flood_however_many() {
    for (int i = 0; i < 3_000; i++) {
      wire.connection(client(i % 200), 10_000 + i, HOST, 443).afterMillis(2);
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void a_fast_port_scan_is_no_flood() {
    for (int port = 1; port <= 10_000; port++) {
      wire.refusal(ATTACKER, 40_000, HOST, port).afterMillis(1);
    }

    assertThat(wire.told()).containsExactly("port_scan");
  }

  @Test
  void made_up_sources_are_a_flood_of_their_target() {
    for (int i = 0; i < 1_500; i++) {
      wire.connection(client(i % 30), 10_000 + i, HOST, 80); // visitors meanwhile
      wire.syn("100.64.%d.%d".formatted(i >> 8, i & 255), 5_000, HOST, 80);
      wire.syn("100.65.%d.%d".formatted(i >> 8, i & 255), 5_000, HOST, 80);
      wire.syn("100.66.%d.%d".formatted(i >> 8, i & 255), 5_000, HOST, 80).afterMillis(3);
    }

    assertThat(wire.told()).containsExactly("syn_flood_distributed");
    assertThat(wire.lines().getFirst())
        .contains("\"dst_ip\":\"192.0.2.10\"")
        .doesNotContain("src_ip");
  }

  @Test
  void a_sample_of_the_kernel_stands_for_what_it_counted() {
    wire.going(Direction.INBOUND);
    for (int i = 0; i < 6; i++) {
      wire.see(
          wire.begin(ATTACKER, HOST)
              .tcp(5_000 + i, 80, Packet.SYN)
              .standsFor(1_000, 60_000, 1_000, 1_000, 0, 0));
      wire.afterMillis(30);
    }

    assertThat(wire.told()).containsExactly("syn_flood");
  }

  @Test
  void busy_proxies_of_which_the_kernel_reports_a_sample_are_none() {
    wire.going(Direction.INBOUND);
    for (int i = 0; i < 2_000; i++) {
      wire.see(
          wire.begin(client(i % 100), HOST)
              .tcp(5_000 + i, 443, Packet.SYN)
              .standsFor(40, 40_000, 40, 6, 0, 0));
      wire.afterMillis(3);
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void new_clients_of_which_the_kernel_reports_syn_and_ack_are_none() {
    wire.going(Direction.INBOUND);
    for (int i = 0; i < 3_000; i++) {
      wire.syn(client(i), 5_000, HOST, 443).tcp(client(i), 5_000, HOST, 443, Packet.ACK);
      wire.afterMillis(2);
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void datagrams_that_nobody_answers_are_a_flood_and_a_conversation_is_none() {
    wire.udp("198.51.100.5", 4_000, HOST, 5_201).udp(HOST, 5_201, "198.51.100.5", 4_000);
    for (int i = 0; i < 40_000; i++) {
      wire.udp("198.51.100.5", 4_000, HOST, 5_201);
    }
    assertThat(wire.told()).isEmpty();

    for (int i = 0; i < 10_000; i++) {
      wire.udp(ATTACKER, 4_000, HOST, 5_202);
    }

    assertThat(wire.told()).containsExactly("udp_flood");
    assertThat(wire.lines().getFirst()).contains("\"src_ip\":\"203.0.113.7\"");
  }

  @Test
  void a_download_over_quic_of_which_the_question_was_not_seen_is_none() {
    for (int i = 0; i < 40_000; i++) {
      wire.udp("198.51.100.5", 443, HOST, 50_000);
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void datagrams_of_many_are_a_flood_of_their_target() {
    for (int i = 0; i < 20_000; i++) {
      wire.udp(client(i % 1_000), 4_000, HOST, 5_000);
    }

    assertThat(wire.told()).containsExactly("udp_flood_distributed");
  }

  @Test
  void pings_without_pause_are_a_flood_and_those_of_a_monitor_are_none() {
    for (int i = 0; i < 600; i++) {
      wire.ping("198.51.100.5", HOST).pong(HOST, "198.51.100.5").afterMillis(200);
    }
    assertThat(wire.told()).isEmpty();

    for (int i = 0; i < 1_000; i++) {
      wire.ping(ATTACKER, HOST).afterMillis(1);
    }

    assertThat(wire.told()).containsExactly("icmp_flood");
  }

  @Test
  void large_answers_that_nobody_asked_for_are_an_amplified_attack() {
    for (int i = 0; i < 500; i++) {
      wire.see(wire.begin(client(i % 50), HOST).length(3_000).udp(53, 40_000 + i).dnsResponse(255));
    }

    assertThat(wire.told()).containsExactly("dns_amplification");
    assertThat(wire.lines().getFirst()).contains("\"any_or_txt\":500", "\"bytes\":1500000");
  }

  @Test
  void large_answers_to_questions_are_none() {
    for (int i = 0; i < 2_000; i++) {
      String server = client(i % 50);
      wire.udp(HOST, 20_000 + i, server, 53);
      wire.see(wire.begin(server, HOST).length(3_000).udp(53, 20_000 + i).dnsResponse(16));
      wire.afterMillis(1);
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void a_flood_is_told_once_while_it_lasts() {
    for (int i = 0; i < 60_000; i++) {
      wire.syn(ATTACKER, 1_024 + i % 60_000, HOST, 80).afterMillis(10);
    }
    assertThat(wire.told()).containsExactly("syn_flood");

    wire.after(Duration.ofMinutes(10));
    for (int i = 0; i < 200; i++) {
      wire.syn(ATTACKER, 1_024 + i, HOST, 80).afterMillis(10);
    }

    assertThat(wire.told()).containsExactly("syn_flood", "syn_flood");
  }
}
