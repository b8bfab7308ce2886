package io.ironpost.cli.output;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Rows as CSV (RFC 4180), one line each, with a header.
final class Csv {
  /// A spreadsheet runs a cell that begins so as a formula, and the cells are attackers' text: an
  /// apostrophe in front makes it text again (OWASP, CSV injection).
  private static final String FORMULA_STARTS = "=+-@";

  private Csv() {}

  static String line(List<?> values) {
    return values.stream().map(Csv::cell).collect(Collectors.joining(","));
  }

  private static String cell(Object value) {
    if (value instanceof Optional<?> maybe) {
      return maybe.isPresent() ? cell(maybe.get()) : "";
    }
    if (value instanceof Number || value instanceof Boolean || value instanceof Instant) {
      return value.toString();
    }
    String text = Cell.text(value);
    if (!text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    return text.indexOf(',') >= 0 || text.indexOf('"') >= 0
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
