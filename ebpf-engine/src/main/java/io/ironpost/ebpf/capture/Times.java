package io.ironpost.ebpf.capture;

import java.util.concurrent.TimeUnit;

/// Times of captures as nanoseconds since 1970. What lies outside 1970 to 2116 is brought to the
/// edge: a damaged time is no reason to lose a packet, and arithmetic on it must not overflow.
final class Times {
  static final long LATEST = (1L << 62) - 1;

  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int NANO_DIGITS = 9;

  private Times() {}

  static long of(long seconds, long nanos) {
    if (seconds < 0) {
      return 0;
    }
    return seconds >= LATEST / NANOS ? LATEST : seconds * NANOS + Math.clamp(nanos, 0, NANOS);
  }

  /// @param ticks unsigned
  /// @param resolution if_tsresol of pcapng: 10 to the minus so much, or 2 when the high bit is set
  static long ofTicks(long ticks, int resolution, long offsetSeconds) {
    int exponent = resolution & 0x7f;
    boolean isBinary = (resolution & 0x80) != 0;
    if (isBinary && exponent >= Long.SIZE || !isBinary && exponent > 19) {
      return 0; // nobody counts in those; all of 64 bits are less than a second
    }
    long perSecond = isBinary ? 1L << exponent : powerOfTen(exponent);
    long seconds = Long.divideUnsigned(ticks, perSecond);
    long rest = Long.remainderUnsigned(ticks, perSecond);
    if (seconds < 0 || seconds > LATEST) {
      return LATEST;
    }
    long nanos = isBinary ? binary(rest, exponent) : decimal(rest, exponent);
    long shifted = seconds + Math.clamp(offsetSeconds, -LATEST, LATEST);
    return of(shifted, nanos);
  }

  private static long binary(long rest, int exponent) {
    long high = Math.unsignedMultiplyHigh(rest, NANOS);
    long low = rest * NANOS;
    return exponent == 0 ? 0 : high << Long.SIZE - exponent | low >>> exponent;
  }

  private static long decimal(long rest, int exponent) {
    return exponent <= NANO_DIGITS
        ? rest * powerOfTen(NANO_DIGITS - exponent)
        : Long.divideUnsigned(rest, powerOfTen(exponent - NANO_DIGITS));
  }

  /// Up to 19, which takes all 64 bits.
  private static long powerOfTen(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }
}
