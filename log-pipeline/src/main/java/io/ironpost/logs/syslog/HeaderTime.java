package io.ironpost.logs.syslog;

/// The timestamp of an RFC 3164 header in any of its spellings: BSD, ISO or epoch seconds.
final class HeaderTime {
  private static final long NANOS = 1_000_000_000L;
  private static final int NOT_THIS = -1;

  /// Ten digits: September 2001 to November 2286, cut where nanoseconds in a long end.
  private static final int EPOCH_DIGITS = 10;

  private static final long MAX_EPOCH_SECOND = 9_223_372_035L;

  private final BsdTime bsd;
  private final IsoTime iso;
  private long nanos;
  private boolean ambiguous;

  HeaderTime(TimestampContext context) {
    Zone zone = new Zone(context.zone());
    this.bsd = new BsdTime(context, zone);
    this.iso = new IsoTime(zone);
  }

  /// The end of the timestamp that begins at `at`, or -1.
  int read(byte[] bytes, int at, int to) {
    int end = bsd.read(bytes, at, to);
    if (end >= 0) {
      nanos = bsd.nanos();
      ambiguous = false;
      return isAtEnd(bytes, end, to) ? end : NOT_THIS;
    }
    ambiguous = true;
    end = iso.read(bytes, at, to);
    nanos = iso.nanos();
    if (end < 0) {
      end = epoch(bytes, at, to);
    }
    return end >= 0 && isAtEnd(bytes, end, to) ? end : NOT_THIS;
  }

  /// The time last read, in nanoseconds since the epoch.
  long nanos() {
    return nanos;
  }

  /// Whether the last timestamp is of a kind that many other logs have too.
  boolean isAmbiguous() {
    return ambiguous;
  }

  private static boolean isAtEnd(byte[] bytes, int end, int to) {
    return end == to || bytes[end] == ' ' || bytes[end] == ':';
  }

  private int epoch(byte[] bytes, int at, int to) {
    int end = Digits.end(bytes, at, Math.min(to, at + EPOCH_DIGITS + 1));
    if (end - at != EPOCH_DIGITS) {
      return NOT_THIS;
    }
    long seconds = 0;
    for (int i = at; i < end; i++) {
      seconds = seconds * 10 + bytes[i] - '0';
    }
    int fractionEnd = ClockTime.endOfFraction(bytes, end, to);
    nanos = seconds * NANOS + ClockTime.fractionNanos(bytes, end, fractionEnd);
    return seconds <= MAX_EPOCH_SECOND ? fractionEnd : NOT_THIS;
  }
}
