package io.ironpost.ebpf.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.ebpf.packet.Direction;
import io.ironpost.ebpf.packet.Packet;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScansTest {
  private static final String SCANNER = "203.0.113.7";
  private static final String HOST = "192.0.2.10";

  private final Wire wire = new Wire();

  @Test
  void twenty_ports_within_a_minute_are_a_scan_and_nineteen_are_not() {
    for (int port = 1; port <= 19; port++) {
      wire.refusal(SCANNER, 40_000, HOST, port).after(Duration.ofSeconds(3));
    }
    assertThat(wire.told()).isEmpty();

    wire.syn(SCANNER, 40_000, HOST, 20);

    assertThat(wire.told()).containsExactly("port_scan");
    assertThat(wire.lines().getFirst())
        .startsWith(
            "{\"time\":\"2024-10-04T00:00:57Z\",\"product\":\"ironpost\",\"service\":\"network\"")
        .contains(
            "\"src_ip\":\"203.0.113.7\"", "\"dst_ip\":\"192.0.2.10\"", "\"distinct_ports\":20")
        .contains("\"first_seen\":\"2024-10-04T00:00:00Z\"", "1,2,3,4,5");
  }

  @Test
  void twenty_ports_in_more_than_a_minute_are_no_fast_scan() {
    for (int port = 1; port <= 19; port++) {
      wire.syn(SCANNER, 40_000, HOST, port).after(Duration.ofSeconds(4));
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void an_episode_is_told_once_and_the_next_one_again() {
    for (int port = 1; port <= 5_000; port++) {
      wire.refusal(SCANNER, 40_000, HOST, port).afterMillis(100);
    }
    assertThat(wire.told()).containsExactly("port_scan");

    wire.after(Duration.ofMinutes(6));
    for (int port = 1; port <= 50; port++) {
      wire.refusal(SCANNER, 40_001, HOST, port).afterMillis(100);
    }

    assertThat(wire.told()).containsExactly("port_scan", "port_scan");
  }

  @Test
  void what_comes_about_is_no_scan() {
    for (int port = 30_000; port < 30_200; port++) { // FTP: a port for each file
      wire.connection("198.51.100.4", 50_000, HOST, port).afterMillis(200);
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void connections_that_come_about_do_not_hide_a_scan() {
    for (int i = 0; i < 300; i++) {
      wire.connection(SCANNER, 50_000 + i, HOST, 80);
    }
    for (int port = 1_000; port < 1_020; port++) {
      wire.refusal(SCANNER, 40_000, HOST, port);
    }

    assertThat(wire.told()).containsExactly("port_scan");
  }

  @Test
  void the_answers_of_a_busy_server_are_no_scan_of_its_clients() {
    for (int port = 40_000; port < 40_500; port++) {
      wire.connection("198.51.100.4", port, HOST, 443).afterMillis(10);
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void a_capture_that_begins_among_answers_shows_no_scan() {
    for (int port = 40_000; port < 40_500; port++) {
      wire.tcp(HOST, 443, "198.51.100.4", port, Packet.ACK | Packet.PSH);
      wire.tcp(HOST, 443, "198.51.100.4", port, Packet.ACK | Packet.SYN);
      wire.udp("198.51.100.53", 53, HOST, port).afterMillis(10);
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void a_browser_with_a_hundred_connections_to_twenty_hosts_is_none() {
    for (int i = 0; i < 100; i++) {
      wire.connection("192.0.2.77", 40_000 + i, "198.51.100." + (1 + i % 20), 443).afterMillis(50);
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void a_resolver_that_asks_hundreds_of_servers_is_none() {
    for (int i = 0; i < 400; i++) {
      String server = "198.51.%d.%d".formatted(i / 200, 1 + i % 200);
      wire.udp(HOST, 20_000 + i, server, 53);
      if (i % 10 != 0) { // some are down
        wire.udp(server, 53, HOST, 20_000 + i);
      }
      wire.afterMillis(100);
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void a_trace_of_the_route_is_none() {
    for (int hop = 0; hop < 90; hop++) {
      wire.udp("192.0.2.77", 50_000, HOST, 33_434 + hop).afterMillis(20);
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void datagrams_of_an_unknown_direction_and_sample_are_no_scan_at_high_ports() {
    wire.going(Direction.INBOUND);
    for (int port = 40_000; port < 40_100; port++) {
      wire.udp("198.51.100.9", 19_302, HOST, port).afterMillis(20); // STUN
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void announcements_to_many_are_none() {
    for (int i = 0; i < 200; i++) {
      wire.udp("192.0.2.77", 5_353, "224.0.0.251", 5_353);
      wire.udp("192.0.2.77", 50_000, "239.255.255.250", 1_900 + i).afterMillis(20);
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void udp_ports_are_scanned_too() {
    for (int port = 1; port <= 20; port++) {
      wire.udp(SCANNER, 40_000, HOST, port);
    }

    assertThat(wire.told()).containsExactly("port_scan");
    assertThat(wire.lines().getFirst()).contains("\"protocol\":\"udp\"", "1/udp,2/udp");
  }

  @Test
  void a_port_every_seven_minutes_is_one_slow_scan() {
    for (int port = 1; port <= 100; port++) {
      wire.refusal(SCANNER, 40_000, HOST, port).after(Duration.ofMinutes(7));
    }

    assertThat(wire.told()).containsExactly("slow_scan");
    assertThat(wire.lines().getFirst()).contains("within 2 h 13 min");
  }

  @Test
  void a_fast_scan_is_no_slow_scan_as_well() {
    for (int port = 1; port <= 1_000; port++) {
      wire.refusal(SCANNER, 40_000, HOST, port).after(Duration.ofSeconds(1));
    }

    assertThat(wire.told()).containsExactly("port_scan");
  }

  @Test
  void one_port_of_thirty_hosts_is_a_sweep() {
    for (int host = 1; host <= 30; host++) {
      wire.syn(SCANNER, 40_000, "192.0.2." + host, 22).afterMillis(100);
    }

    assertThat(wire.told()).containsExactly("host_sweep");
    assertThat(wire.lines().getFirst()).contains("\"dst_port\":22", "\"distinct_hosts\":30");
  }

  @Test
  void a_monitor_that_pings_a_network_of_which_some_are_off_is_none() {
    for (int round = 0; round < 5; round++) {
      for (int host = 1; host <= 100; host++) {
        wire.ping(HOST, "198.51.100." + host);
        if (host % 4 != 0) {
          wire.pong("198.51.100." + host, HOST);
        }
      }
      wire.after(Duration.ofSeconds(60));
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void flags_that_no_tcp_sends_are_a_scan_of_their_own() {
    for (int port = 1; port <= 10; port++) {
      wire.tcp(SCANNER, 40_000, HOST, port, 0);
      wire.tcp("203.0.113.8", 40_000, HOST, port, Packet.FIN);
      wire.tcp("203.0.113.9", 40_000, HOST, port, Packet.FIN | Packet.PSH | Packet.URG);
    }

    assertThat(wire.told()).containsExactly("null_scan", "fin_scan", "xmas_scan");
  }

  @Test
  void a_scanner_is_seen_among_a_hundred_thousand_made_up_sources() {
    DetectorSettings defaults = DetectorSettings.defaults();
    Wire crowded = new Wire(defaults);
    int made = 0;
    for (int port = 1; port <= 20; port++) {
      crowded.syn(SCANNER, 40_000, HOST, port);
      for (int i = 0; i < 5_000; i++) {
        made++;
        String spoofed = "100.%d.%d.%d".formatted(made >> 16 & 63, made >> 8 & 255, made & 255);
        crowded.syn(spoofed, 1_024 + i, HOST, 80);
      }
      crowded.afterMillis(500);
    }

    assertThat(crowded.told()).contains("port_scan", "syn_flood_distributed");
    assertThat(crowded.detectors().evicted()).isPositive();
  }
}
