package io.ironpost.alerts.sink.syslog;

import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.text.Visible;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Severity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Writes one message (RFC 5424 §6): header, structured data with what receivers route by, and the
/// alert in the sink's format.
record SyslogFormat(int facility, String appName, String sdId, boolean bom) {
  /// TIME-SECFRAC has at most six digits (§6.2.3).
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int MAX_HOST_CHARS = 255;
  private static final int MAX_VALUE_CHARS = 200;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  byte[] write(Message message) {
    AlertUpdate update = message.update();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String header =
        "<%d>1 %s %s %s - alert %s "
            .formatted(
                facility * 8 + severity(update.alert().severity()),
                TIME.format(update.toldAt()),
                host(update.host()),
                appName,
                data(update));
    out.writeBytes(header.getBytes(StandardCharsets.UTF_8));
    if (bom && !isAscii(message.text())) {
      out.writeBytes(BYTE_ORDER_MARK);
    }
    writeLine(message.text(), out);
    return out.toByteArray();
  }

  /// Syslog's severities from "emergency: system is unusable" on: an alert is never that.
  private static int severity(Severity severity) {
    return switch (severity) {
      case CRITICAL -> 2;
      case HIGH -> 3;
      case MEDIUM -> 4;
      case LOW -> 5;
      case INFORMATIONAL -> 6;
    };
  }

  private static String host(String host) {
    String ascii = host.replaceAll("[^!-~]", "_");
    String cut = ascii.length() > MAX_HOST_CHARS ? ascii.substring(0, MAX_HOST_CHARS) : ascii;
    return cut.isEmpty() ? "-" : cut;
  }

  private String data(AlertUpdate update) {
    StringBuilder data = new StringBuilder("[").append(sdId);
    put(data, "id", update.alert().id());
    put(data, "revision", String.valueOf(update.revision()));
    put(data, "phase", update.phase().word());
    put(data, "severity", update.alert().severity().word());
    put(data, "rule", update.alert().ruleName());
    put(data, "rule_id", update.alert().ruleId());
    put(data, "title", update.alert().title());
    put(data, "group", update.group());
    put(data, "count", String.valueOf(update.alert().count()));
    return data.append(']').toString();
  }

  /// Within a value `"`, `\` and `]` are escaped (§6.3.3); control characters would split a line.
  private static void put(StringBuilder data, String name, String value) {
    if (!value.isEmpty()) {
      String escaped = Visible.line(value, MAX_VALUE_CHARS).replaceAll("[\"\\\\\\]]", "\\\\$0");
      data.append(' ').append(name).append("=\"").append(escaped).append('"');
    }
  }

  private static boolean isAscii(byte[] text) {
    for (byte b : text) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  /// A format writes one line; were there more, a receiver that splits at line ends would read the
  /// rest as a message of its own.
  private static void writeLine(byte[] text, ByteArrayOutputStream out) {
    for (byte b : text) {
      boolean splits = b == '\n' || b == '\r' || b == 0;
      out.write(splits ? ' ' : b);
    }
  }
}
