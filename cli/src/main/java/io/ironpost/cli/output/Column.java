package io.ironpost.cli.output;

import java.util.function.Function;

/// One property of the rows of a [Listing].
///
/// @param key its name in JSON and CSV
/// @param title its heading in a table; empty when it is only in the data
/// @param value text, a number, a boolean, an instant, or lists and maps of them
/// @param style how the cell looks
/// @param flexible whether its cells may be folded when the terminal is narrow
/// @param leaves when the column is left out of a table that is still too wide: 1 first, then 2; 0
///   for never
public record Column<R>(
    String key,
    String title,
    Function<R, Object> value,
    Function<R, Style> style,
    boolean flexible,
    int leaves) {
  /// A column that keeps its width.
  public static <R> Column<R> fixed(String key, String title, Function<R, Object> value) {
    return new Column<>(key, title, value, _ -> Style.PLAIN, false, 0);
  }

  /// A column whose cells may be folded.
  public static <R> Column<R> wide(String key, String title, Function<R, Object> value) {
    return new Column<>(key, title, value, _ -> Style.PLAIN, true, 0);
  }

  /// A property that tables leave out.
  public static <R> Column<R> dataOnly(String key, Function<R, Object> value) {
    return new Column<>(key, "", value, _ -> Style.PLAIN, false, 0);
  }

  /// The same, coloured by row.
  public Column<R> in(Function<R, Style> coloring) {
    return new Column<>(key, title, value, coloring, flexible, leaves);
  }

  /// The same, left out of a narrow table as the `turn`-th.
  public Column<R> leavingAs(int turn) {
    return new Column<>(key, title, value, style, flexible, turn);
  }

  boolean isInTable() {
    return !title.isEmpty();
  }
}
