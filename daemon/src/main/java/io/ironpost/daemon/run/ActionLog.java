package io.ironpost.daemon.run;

import io.ironpost.response.journal.ActionRecord;
import io.ironpost.response.journal.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Writes what is done about alerts to the program's own log. The journal has all of it; the log is
/// where an operator looks first.
final class ActionLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.ironpost.response");

  private ActionLog() {}

  static void tell(ActionRecord record) {
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
