package io.ironpost.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Rows as a table for people: columns as wide as their cells, the flexible ones folded so that a
/// line fits the terminal. In a pipe nothing is folded.
final class TableText<R> {
  private static final String GAP = "  ";

  /// Narrower than this a cell says nothing.
  private static final int MIN_FLEXIBLE = 16;

  /// What does not fit into so many lines is cut.
  private static final int MAX_LINES = 6;

  private final Terminal terminal;
  private final Listing<R> listing;
  private final List<Column<R>> shown;

  TableText(Terminal terminal, Listing<R> listing) {
    this.terminal = terminal;
    this.listing = listing;
    this.shown = listing.columns().stream().filter(Column::isInTable).toList();
  }

  /// @param details lines below each row, already safe
  void print(Function<R, List<String>> details) {
    List<List<String>> cells = listing.rows().stream().map(this::cells).toList();
    int[] widths = widths(cells);
    fit(widths);
    terminal.line(header(widths));
    for (int i = 0; i < cells.size(); i++) {
      R row = listing.rows().get(i);
      folded(cells.get(i), widths).forEach(line -> terminal.line(line(row, line, widths)));
      details.apply(row).forEach(terminal::line);
    }
  }

  /// A row as several lines where a cell is wider than its column.
  private static List<List<String>> folded(List<String> cells, int[] widths) {
    List<List<String>> columns = new ArrayList<>();
    int lines = 1;
    for (int i = 0; i < widths.length; i++) {
      columns.add(Width.fold(cells.get(i), widths[i], MAX_LINES));
      lines = Math.max(lines, columns.getLast().size());
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      int at = i;
      rows.add(columns.stream().map(c -> at < c.size() ? c.get(at) : "").toList());
    }
    return rows;
  }

  private List<String> cells(R row) {
    return shown.stream().map(column -> Cell.text(column.value().apply(row))).toList();
  }

  private int[] widths(List<List<String>> cells) {
    int[] widths = new int[shown.size()];
    for (int i = 0; i < widths.length; i++) {
      int widest = Width.of(shown.get(i).title());
      for (List<String> row : cells) {
        widest = Math.max(widest, Width.of(row.get(i)));
      }
      widths[i] = widest;
    }
    return widths;
  }

  /// Takes columns from the widest flexible column until the line fits.
  private void fit(int[] widths) {
    if (!terminal.outIsTerminal()) {
      return;
    }
    int over = -terminal.columns() + GAP.length() * (widths.length - 1);
    for (int width : widths) {
      over += width;
    }
    while (over > 0) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (shown.get(i).flexible()
            && widths[i] > MIN_FLEXIBLE
            && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
      over--;
    }
  }

  private String header(int[] widths) {
    List<String> titles = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      titles.add(padded(shown.get(i).title(), widths[i], i, false));
    }
    return terminal.styled(Style.HEADING, String.join(GAP, titles).stripTrailing());
  }

  private String line(R row, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      Column<R> column = shown.get(i);
      boolean number = Cell.isNumber(column.value().apply(row));
      String cell = padded(cells.get(i), widths[i], i, number);
      line.append(i == 0 ? "" : GAP).append(terminal.styled(column.style().apply(row), cell));
    }
    return line.toString().stripTrailing();
  }

  private String padded(String text, int width, int column, boolean number) {
    String space = " ".repeat(Math.max(0, width - Width.of(text)));
    if (number) {
      return space + text;
    }
    return column == shown.size() - 1 ? text : text + space;
  }
}
