package io.ironpost.daemon.log;

import ch.qos.logback.classic.Level;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/// Brings what the platform and libraries say through `java.util.logging` (Helidon and the JDK's
/// own clients do, by way of System.Logger) to the program's log.
final class PlatformLogs extends Handler {
  /// Says that a port is taken in 35 lines of stack trace, at every try. Whoever starts a server
  /// hears of it and says it in one.
  private static final String SERVER_STARTS = "io.helidon.webserver.LoomServer";

  /// Kept here: the platform forgets a logger, and its level, when nobody holds it.
  private static final List<Logger> HELD =
      List.of(
          Logger.getLogger(""), Logger.getLogger("io.helidon"), Logger.getLogger(SERVER_STARTS));

  private final SimpleFormatter messages = new SimpleFormatter();

  private PlatformLogs() {}

  /// @param ours our own level: whoever asks for less than warnings gets no more from others
  static void routeHere(Level ours) {
    LogManager.getLogManager().reset();
    Logger root = HELD.getFirst();
    Arrays.stream(root.getHandlers()).forEach(root::removeHandler);
    root.addHandler(new PlatformLogs());
    java.util.logging.Level least =
        ours.isGreaterOrEqual(Level.ERROR)
            ? java.util.logging.Level.SEVERE
            : java.util.logging.Level.WARNING;
    root.setLevel(least);
    HELD.get(1).setLevel(java.util.logging.Level.SEVERE);
    HELD.getLast().setLevel(java.util.logging.Level.OFF);
  }

  @Override
  public void publish(LogRecord record) {
    String name = record.getLoggerName();
    org.slf4j.Logger logger = LoggerFactory.getLogger(name == null ? "java" : name);
    String message = messages.formatMessage(record);
    if (record.getLevel().intValue() >= java.util.logging.Level.SEVERE.intValue()) {
      logger.error(message, record.getThrown());
    } else {
      logger.warn(message, record.getThrown());
    }
  }

  @Override
  public void flush() {
    // each line is written at once
  }

  @Override
  public void close() {
    // standard error is not ours to close
  }
}
