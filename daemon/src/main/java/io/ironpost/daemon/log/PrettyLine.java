package io.ironpost.daemon.log;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/// For people: `2026-11-23T10:00:00.123Z INFO store Something happened. key=value`.
///
/// Log lines hold file names, addresses and errors that an attacker may have written. A control
/// character in them could move the cursor, a line end could forge a line, a direction mark could
/// turn one around: all are written as `\\uXXXX`.
final class PrettyLine implements LineWriter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  @Override
  public byte[] write(LogEntry entry) {
    StringBuilder line = new StringBuilder(160);
    line.append(TIME.format(entry.time()));
    line.append(' ').append("%-5s".formatted(entry.level().toUpperCase(Locale.ROOT)));
    line.append(' ').append("%-8s".formatted(visible(entry.module())));
    line.append(' ').append(visible(entry.message()));
    entry.fields().forEach((name, value) -> field(line, name, value));
    if (!entry.traceId().isEmpty()) {
      field(line, LogEntry.TRACE_ID, entry.traceId());
    }
    line.append('\n');
    entry.error().lines().forEach(l -> line.append("    ").append(visible(l)).append('\n'));
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void field(StringBuilder line, String name, String value) {
    line.append(' ').append(visible(name)).append('=').append(visible(value));
  }

  private static String visible(String text) {
    if (text.codePoints().allMatch(PrettyLine::isVisible)) {
      return text;
    }
    StringBuilder spelt = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> spell(spelt, c));
    return spelt.toString();
  }

  private static void spell(StringBuilder spelt, int c) {
    if (isVisible(c)) {
      spelt.appendCodePoint(c);
      return;
    }
    for (char half : Character.toChars(c)) {
      spelt.append("\\u").append(HEX.toHexDigits(half));
    }
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          c == '\t';
      default -> true;
    };
  }
}
