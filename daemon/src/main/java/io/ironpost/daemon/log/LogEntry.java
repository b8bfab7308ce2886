package io.ironpost.daemon.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/// What was logged.
///
/// @param module which part of the program: said by the thread's context, else the package
/// @param traceId of the alert it is about; empty when it is about none
/// @param fields what was said beside the message
/// @param error the exception with its stack, as Java writes it; empty without one
record LogEntry(
    Instant time,
    String level,
    String logger,
    String message,
    String module,
    String traceId,
    Map<String, String> fields,
    String error) {
  static final String MODULE = "module";
  static final String TRACE_ID = "traceId";
  private static final String OURS = "io.ironpost.";

  LogEntry {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  static LogEntry of(ILoggingEvent event) {
    Map<String, String> fields = new LinkedHashMap<>(event.getMDCPropertyMap());
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        fields.put(pair.key, String.valueOf(pair.value));
      }
    }
    String module = fields.remove(MODULE);
    String traceId = fields.remove(TRACE_ID);
    IThrowableProxy thrown = event.getThrowableProxy();
    return new LogEntry(
        event.getInstant(),
        event.getLevel().toString().toLowerCase(Locale.ROOT),
        event.getLoggerName(),
        String.valueOf(event.getFormattedMessage()),
        module == null ? moduleOf(event.getLoggerName()) : module,
        traceId == null ? "" : traceId,
        fields,
        thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
  }

  /// `io.ironpost.store.spool.Writer` is of `store`; everything else of a library.
  private static String moduleOf(String logger) {
    if (!logger.startsWith(OURS)) {
      return "library";
    }
    int end = logger.indexOf('.', OURS.length());
    return logger.substring(OURS.length(), end < 0 ? logger.length() : end);
  }
}
