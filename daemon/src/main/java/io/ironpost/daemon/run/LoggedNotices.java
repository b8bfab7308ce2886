package io.ironpost.daemon.run;

import io.ironpost.core.module.Notices;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what happens to modules.
final class LoggedNotices implements Notices {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedNotices.class);

  @Override
  public void restarts(String module, int failures, Duration wait, Throwable cause) {
    LOG.warn(
        "{} failed ({} time(s) in a row), starts again in {} ms: {}",
        module,
        failures,
        wait.toMillis(),
        said(cause));
    LOG.debug("{}", module, cause);
  }

  @Override
  public void gaveUp(String module, int failures, Throwable cause) {
    LOG.error("{} stays down after {} failures: {}", module, failures, said(cause));
  }

  private static String said(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }
}
