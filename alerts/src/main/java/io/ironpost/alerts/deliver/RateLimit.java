package io.ironpost.alerts.deliver;

import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Severity;
import java.time.Instant;

/// A bucket of tokens, one for each message, filled as time goes on.
///
/// The time is that at which alerts were told, not that of delivery: what waited because the
/// receiver was away came at an ordinary rate and must all go out when it is back.
///
/// Never counted by attacker, but a part is kept for what is serious: who can raise a thousand low
/// alerts must not be able to hide the critical one behind them.
final class RateLimit {
  /// The part of the bucket that only `high` and `critical` may use.
  private static final double RESERVE = 0.25;

  private static final double NANOS_PER_SECOND = 1e9;

  private final int rate;
  private final int burst;
  private double tokens;
  private Instant filledAt = Instant.MIN;

  /// @param rate a second; 0 for no limit
  RateLimit(int rate, int burst) {
    this.rate = rate;
    this.burst = burst;
    this.tokens = burst;
  }

  /// Takes a token; false when the message is to be held back.
  boolean admits(AlertUpdate update) {
    if (rate == 0) {
      return true;
    }
    fill(update.toldAt());
    boolean isSerious = update.alert().severity().isAtLeast(Severity.HIGH);
    double needed = isSerious ? 1 : 1 + Math.floor(burst * RESERVE);
    if (tokens < needed) {
      return false;
    }
    tokens -= 1;
    return true;
  }

  /// A clock that was set back fills nothing until it is where it was.
  private void fill(Instant now) {
    if (filledAt.equals(Instant.MIN)) {
      filledAt = now;
    } else if (now.isAfter(filledAt)) {
      double seconds =
          (now.getEpochSecond() - filledAt.getEpochSecond())
              + (now.getNano() - filledAt.getNano()) / NANOS_PER_SECOND;
      tokens = Math.min(burst, tokens + seconds * rate);
      filledAt = now;
    }
  }
}
