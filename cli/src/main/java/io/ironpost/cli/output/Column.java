package io.ironpost.cli.output;

import java.util.function.Function;

/// One property of the rows of a [Listing].
///
/// @param key its name in JSON and CSV
/// @param title its heading in a table; empty when it is only in the data
/// @param value text, a number, a boolean, an instant, or lists and maps of them
/// @param style how the cell looks
/// @param flexible whether the column may be cut when the terminal is narrow
public record Column<R>(
    String key,
    String title,
    Function<R, Object> value,
    Function<R, Style> style,
    boolean flexible) {
  /// A column that keeps its width.
  public static <R> Column<R> fixed(String key, String title, Function<R, Object> value) {
    return new Column<>(key, title, value, _ -> Style.PLAIN, false);
  }

  /// A column that may be cut.
  public static <R> Column<R> wide(String key, String title, Function<R, Object> value) {
    return new Column<>(key, title, value, _ -> Style.PLAIN, true);
  }

  /// A property that tables leave out.
  public static <R> Column<R> dataOnly(String key, Function<R, Object> value) {
    return new Column<>(key, "", value, _ -> Style.PLAIN, false);
  }

  /// The same, coloured by row.
  public Column<R> in(Function<R, Style> coloring) {
    return new Column<>(key, title, value, coloring, flexible);
  }

  boolean isInTable() {
    return !title.isEmpty();
  }
}
