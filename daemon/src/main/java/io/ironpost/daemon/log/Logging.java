package io.ironpost.daemon.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/// Turns the program's log on. Before that, and in every one-shot command, nothing is logged at all
/// ([QuietStart]): what a command has to say it prints.
public final class Logging {
  private static final String OURS = "io.ironpost";

  /// Every client that sends garbage provokes a warning with a stack trace: its text and its number
  /// are the attacker's. What it means for us we count and log ourselves.
  private static final String SERVER = "io.helidon";

  private Logging() {}

  /// Logs to standard error from now on; called again, with other settings.
  ///
  /// @param level as in `general.log_level`; what libraries say is kept from `warn` on
  /// @param format as in `general.log_format`: `json` or `pretty`
  public static void set(String level, String format) {
    // The descriptor itself: no encoding between us and the terminal, and no lock but our own.
    set(level, format, new FileOutputStream(FileDescriptor.err));
  }

  static void set(String level, String format, OutputStream out) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      return; // a test runs us with another logger
    }
    context.reset();
    Level ours = Level.toLevel(level, Level.INFO);
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(ours.isGreaterOrEqual(Level.WARN) ? ours : Level.WARN);
    context.getLogger(OURS).setLevel(ours);
    context.getLogger(SERVER).setLevel(Level.ERROR);
    root.addAppender(
        appender(context, format.equals("pretty") ? new PrettyLine() : new JsonLine(), out));
    PlatformLogs.routeHere(ours);
  }

  /// Says nothing any more.
  static void off() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.reset();
      context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }
  }

  private static OutputStreamAppender<ILoggingEvent> appender(
      LoggerContext context, LineWriter writer, OutputStream out) {
    LineEncoder encoder = new LineEncoder(writer);
    encoder.setContext(context);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(out);
    appender.start();
    return appender;
  }
}
