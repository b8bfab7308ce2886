package io.ironpost.daemon.run;

import io.ironpost.response.journal.ActionRecord;
import io.ironpost.response.journal.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Writes what is done about alerts to the program's own log. The journal has all of it; the log is
/// where an operator looks first.
final class ActionLog {
  /// A restart without a kernel to block in tells ten thousand failures at once.
  private static final int MAX_PER_SECOND = 20;

  private static final Logger LOG = LoggerFactory.getLogger("io.ironpost.response");

  private long second;
  private int inSecond;
  private long unsaid;

  /// On one thread at a time.
  void tell(ActionRecord record) {
    long now = record.changedAt().getEpochSecond();
    if (now != second) {
      second = now;
      inSecond = 0;
      sayUnsaid();
    }
    if (++inSecond > MAX_PER_SECOND) {
      unsaid++;
    } else {
      say(record);
    }
  }

  private void sayUnsaid() {
    if (unsaid > 0) {
      LOG.info("{} more action(s) changed; `ironpost actions list` shows them", unsaid);
      unsaid = 0;
    }
  }

  private static void say(ActionRecord record) {
    String trace = record.cause() instanceof Cause.Alerted alerted ? alerted.traceId() : "";
    try (MDC.MDCCloseable _ = MDC.putCloseable("traceId", trace)) {
      LOG.info(
          "{} {}: {} until {}, {} ({}) {}",
          record.action().kind(),
          record.action().target(),
          record.state().word(),
          record.until(),
          why(record.cause()),
          record.id(),
          record.said());
    }
  }

  private static String why(Cause cause) {
    return switch (cause) {
      case Cause.Alerted alerted -> alerted.rule() + " by policy " + alerted.policy();
      case Cause.Ordered(var by, var reason) ->
          "ordered by " + by + (reason.isEmpty() ? "" : ": " + reason);
      case Cause.Found() -> "found in force";
    };
  }
}
