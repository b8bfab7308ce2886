package io.ironpost.bench.gen;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;

/// One line of a Sysmon log as JSON, in the making: twenty fields, about 700 bytes.
final class WindowsEvent {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StringBuilder json = new StringBuilder(1_024);
  private final SplittableRandom random;

  /// Begins with what every Sysmon event has.
  WindowsEvent(SplittableRandom random, int eventId, String category, Instant at) {
    this.random = random;
    json.append("{\"EventID\":").append(eventId);
    text("Channel", "Microsoft-Windows-Sysmon/Operational");
    text("Computer", "ws-%04d".formatted(random.nextInt(4_000)));
    text("UtcTime", TIME.format(at));
    text("product", "windows");
    text("category", category);
  }

  WindowsEvent text(String name, String value) {
    json.append(",\"").append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\');
      }
      json.append(c);
    }
    json.append('"');
    return this;
  }

  WindowsEvent number(String name, long value) {
    json.append(",\"").append(name).append("\":").append(value);
    return this;
  }

  WindowsEvent guid(String name) {
    return text(
        name,
        "{%08x-%04x-%04x-%04x-%012x}"
            .formatted(
                random.nextInt(),
                random.nextInt(0x10000),
                random.nextInt(0x10000),
                random.nextInt(0x10000),
                random.nextLong(1L << 48)));
  }

  WindowsEvent hashes() {
    return text("Hashes", "MD5=%016X%016X".formatted(random.nextLong(), random.nextLong()));
  }

  CharSequence line() {
    return json.append('}');
  }
}
