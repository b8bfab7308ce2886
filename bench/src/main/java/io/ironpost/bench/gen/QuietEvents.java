package io.ironpost.bench.gen;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/// Events of network devices and identity services in everyday use.
final class QuietEvents {
  private static final List<String> COMMANDS =
      List.of(
          "show vlan brief",
          "ping 10.20.30.1 repeat 5",
          "show interfaces status",
          "show version",
          "traceroute 10.20.30.9",
          "show ip route summary",
          "terminal length 0",
          "show clock");

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
    return "{\"message\":\"<189>Mar  2 %02d:%02d:%02d core-sw%02d %%AAA-5-USER_LOGGED: User noc%d executed: %s\",\"product\":\"cisco\",\"service\":\"aaa\"}"
        .formatted(
            random.nextInt(24),
            random.nextInt(60),
            random.nextInt(60),
            random.nextInt(20),
            random.nextInt(9),
            COMMANDS.get(random.nextInt(COMMANDS.size())));
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
