package io.ironpost.bench.gen;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/// Events of network devices and identity services in everyday use.
final class QuietEvents {
  private static final List<String> MESSAGES =
      List.of(
          "%LINEPROTO-5-UPDOWN: Line protocol on Interface GigabitEthernet1/0/7, state to up",
          "%LINK-3-UPDOWN: Interface GigabitEthernet1/0/12, changed state to down",
          "%SPANTREE-6-PORT_STATE: Port Gi1/0/3 instance 20 moving from learning to forwarding",
          "%PLATFORM_ENV-6-FAN: Fan 2 speed back to normal",
          "%CDP-4-DUPLEX_MISMATCH: duplex mismatch discovered on GigabitEthernet1/0/4",
          "%NTP-6-PEERREACH: Peer 10.20.0.123 is reachable");

  private final SplittableRandom random;
  private final Instant start;

  QuietEvents(SplittableRandom random, Instant start) {
    this.random = random;
    this.start = start;
  }

  String next(int number) {
    Instant at = start.plusMillis(number * 20L);
    return switch (random.nextInt(10)) {
      case 0, 1 -> zeek(at);
      case 2 -> okta(at);
      default -> cisco();
    };
  }

  private String cisco() {
    return "{\"message\":\"<189>Mar  2 %02d:%02d:%02d core-sw%02d %s\",\"product\":\"cisco\",\"service\":\"syslog\"}"
        .formatted(
            random.nextInt(24),
            random.nextInt(60),
            random.nextInt(60),
            random.nextInt(20),
            MESSAGES.get(random.nextInt(MESSAGES.size())));
  }

  private String zeek(Instant at) {
    return "{\"ts\":\"%s\",\"product\":\"zeek\",\"service\":\"conn\",\"id.orig_h\":\"10.1.%d.%d\",\"id.resp_h\":\"10.2.0.%d\",\"id.resp_p\":443,\"proto\":\"tcp\",\"orig_bytes\":%d}"
        .formatted(
            at,
            random.nextInt(256),
            random.nextInt(256),
            random.nextInt(256),
            random.nextInt(100_000));
  }

  private String okta(Instant at) {
    return "{\"published\":\"%s\",\"product\":\"okta\",\"service\":\"okta\",\"eventType\":\"user.session.start\",\"outcome.result\":\"SUCCESS\",\"actor.alternateId\":\"u%d@example.org\"}"
        .formatted(at, random.nextInt(5_000));
  }
}
