package io.ironpost.cli.output;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Values as text for tables and CSV, safe to print.
final class Cell {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /// Stands for a blank inside a value while a cell is folded; no character of its own (Unicode
  /// 23.7), so no text has it.
  private static final char FIRM_BLANK = '\uffff';

  private Cell() {}

  /// The same as [#text], to be folded between the values of a list or a map, not inside one.
  static String foldable(Object value) {
    return switch (value) {
      case Optional<?> maybe -> maybe.isPresent() ? foldable(maybe.get()) : "";
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> firm(e.getKey()) + "=" + firm(e.getValue()))
              .collect(Collectors.joining(" "));
      case Collection<?> items -> items.stream().map(Cell::firm).collect(Collectors.joining(", "));
      default -> text(value);
    };
  }

  private static String firm(Object value) {
    return value instanceof Collection<?> ? foldable(value) : text(value).replace(' ', FIRM_BLANK);
  }

  /// A line of a folded cell as it is printed.
  static String unfoldable(String line) {
    return line.replace(FIRM_BLANK, ' ');
  }

  /// For people: `src_ip=10.0.0.1 user=root`, lists with commas, times to the second in UTC.
  static String text(Object value) {
    return switch (value) {
      case Optional<?> maybe -> maybe.isPresent() ? text(maybe.get()) : "";
      case String text -> SafeText.of(text);
      case Instant time -> SECONDS.format(time);
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> e.getKey() + "=" + text(e.getValue()))
              .collect(Collectors.joining(" "));
      case Collection<?> items -> items.stream().map(Cell::text).collect(Collectors.joining(", "));
      default -> SafeText.of(value.toString());
    };
  }

  static boolean isNumber(Object value) {
    return value instanceof Number;
  }
}
