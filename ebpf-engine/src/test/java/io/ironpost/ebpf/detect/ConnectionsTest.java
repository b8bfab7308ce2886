package io.ironpost.ebpf.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.packet.Direction;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Brute force, beacons and unexpected places.
class ConnectionsTest {
  private static final String HOST = "192.0.2.10";
  private static final String AT_HOME = "10.0.0.10";
  private static final String OUTSIDE = "203.0.113.7";

  private final Wire wire = new Wire();

  @Test
  void thirty_connections_a_minute_to_sshd_look_like_guessing() {
    for (int i = 0; i < 29; i++) {
      wire.connection(OUTSIDE, 40_000 + i, HOST, 22).afterMillis(1_500);
    }
    assertThat(wire.told()).isEmpty();

    wire.connection(OUTSIDE, 41_000, HOST, 22);

    assertThat(wire.told()).containsExactly("brute_force");
    assertThat(wire.lines().getFirst()).contains("\"dst_port\":22", "\"connections\":30");
  }

  @Test
  void waiting_for_a_server_to_come_up_is_no_guessing() {
    for (int i = 0; i < 90; i++) {
      wire.refusal(OUTSIDE, 40_000 + i, HOST, 22).afterMillis(500);
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void an_application_beside_its_database_is_no_guessing_and_a_stranger_is() {
    for (int i = 0; i < 200; i++) {
      wire.connection("10.0.0.9", 40_000 + i, AT_HOME, 3306).afterMillis(10);
    }
    assertThat(wire.told()).isEmpty();

    for (int i = 0; i < 30; i++) {
      wire.connection(OUTSIDE, 40_000 + i, AT_HOME, 3306).afterMillis(10);
    }

    assertThat(wire.told()).containsExactly("brute_force");
  }

  @Test
  void regular_calls_are_a_beacon_though_they_jitter() {
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      wire.connection(AT_HOME, 40_000 + i, OUTSIDE, 443);
      wire.afterMillis(60_000 + random.nextInt(-12_000, 12_000));
    }

    assertThat(wire.told()).containsExactly("beaconing");
    assertThat(wire.lines().getFirst())
        .contains(
            "\"src_ip\":\"10.0.0.10\"", "\"dst_ip\":\"203.0.113.7\"", "\"interval_seconds\":");
  }

  @Test
  void calls_at_random_times_are_none() {
    Random random = new Random(8);
    for (int i = 0; i < 2_000; i++) {
      wire.connection(AT_HOME, 10_000 + i, OUTSIDE, 443);
      wire.afterMillis((long) (-60_000 * Math.log(1 - random.nextDouble())));
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void regular_visits_from_outside_are_none() {
    for (int i = 0; i < 60; i++) {
      wire.connection(OUTSIDE, 40_000 + i, AT_HOME, 443).after(Duration.ofSeconds(30));
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void the_clock_and_names_are_asked_for_regularly() {
    for (int i = 0; i < 60; i++) {
      wire.udp(AT_HOME, 40_000 + i, OUTSIDE, 123).udp(OUTSIDE, 123, AT_HOME, 40_000 + i);
      wire.udp(AT_HOME, 30_000 + i, OUTSIDE, 53).udp(OUTSIDE, 53, AT_HOME, 30_000 + i);
      wire.after(Duration.ofSeconds(64));
    }

    assertThat(wire.told()).isEmpty();
  }

  @Test
  void where_expected_places_are_said_the_others_are_told() {
    DetectorSettings defaults = DetectorSettings.defaults();
    EgressSettings egress =
        new EgressSettings(List.of(IpPrefix.of("198.51.100.0/24").orElseThrow()), Set.of(53));
    Wire strict =
        new Wire(
            new DetectorSettings(
                defaults.synFlood(),
                defaults.portScan(),
                defaults.slowScan(),
                defaults.hostSweep(),
                defaults.oddFlags(),
                defaults.udpFlood(),
                defaults.icmpFlood(),
                defaults.amplification(),
                defaults.bruteForce(),
                defaults.beacon(),
                egress,
                defaults.maxKeys(),
                defaults.maxFlows(),
                defaults.quiet()));
    strict.going(Direction.OUTBOUND);
    strict.connection(HOST, 40_000, "198.51.100.9", 443);
    strict.udp(HOST, 40_000, "8.8.8.8", 53);
    assertThat(strict.told()).isEmpty();

    strict.syn(HOST, 40_001, OUTSIDE, 4_444).syn(HOST, 40_002, OUTSIDE, 4_444);

    assertThat(strict.told()).containsExactly("unexpected_egress");
  }
}
