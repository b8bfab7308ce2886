package io.ironpost.response.journal;

import io.ironpost.core.action.BlockAddress;
import io.ironpost.core.alert.Severity;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.response.policy.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// Records with anything in them.
final class Records {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Records() {}

  static ActionRecord random(RandomGenerator random, String id) {
    ActionState[] states = ActionState.values();
    return new ActionRecord(
        id,
        states[random.nextInt(states.length)],
        Mode.values()[random.nextInt(3)],
        new BlockAddress(
            random.nextBoolean()
                ? IpPrefix.v4(random.nextInt())
                : new IpPrefix(random.nextLong(), random.nextLong(), 20 + random.nextInt(108))),
        cause(random),
        Duration.ofMillis(random.nextLong(1, 1L << 40)),
        NOON.plusNanos(random.nextLong(1L << 50)),
        NOON.plusNanos(random.nextLong(1L << 50)),
        NOON.plusNanos(random.nextLong(1L << 50)),
        text(random));
  }

  private static Cause cause(RandomGenerator random) {
    return switch (random.nextInt(3)) {
      case 0 ->
          new Cause.Alerted(
              text(random), text(random), text(random), text(random), text(random), Severity.HIGH);
      case 1 -> new Cause.Ordered(new Person(text(random), random.nextInt()), text(random));
      default -> new Cause.Found();
    };
  }

  static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(30);
    for (int i = 0; i < length; i++) {
      text.append(
          random.nextBoolean()
              ? "\"\\\n\t{}:, \u0000\u001b\u2028\ud800".charAt(random.nextInt(13))
              : (char) random.nextInt(65_536));
    }
    return text.toString();
  }
}
