package io.ironpost.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Rows as a table for people: columns as wide as their cells, on a terminal laid out so that every
/// line fits ([Layout]). In a pipe nothing is folded and nothing left out.
final class TableText<R> {
  /// What does not fit into so many lines is cut.
  private static final int MAX_LINES = 6;

  private final Terminal terminal;
  private final Listing<R> listing;
  private final List<Layout.Slot<R>> slots;

  TableText(Terminal terminal, Listing<R> listing) {
    this.terminal = terminal;
    this.listing = listing;
    List<Column<R>> columns = listing.columns().stream().filter(Column::isInTable).toList();
    Layout<R> layout = new Layout<>(columns, listing.rows());
    if (terminal.outIsTerminal()) {
      layout.fit(terminal.columns());
    }
    this.slots = layout.slots();
  }

  /// @param details lines below each row, already safe
  void print(Function<R, List<String>> details) {
    terminal.line(header());
    for (int i = 0; i < listing.rows().size(); i++) {
      R row = listing.rows().get(i);
      folded(i).forEach(line -> terminal.line(line(row, line)));
      details.apply(row).forEach(terminal::line);
    }
  }

  /// A row as several lines where a cell is wider than its column.
  private List<List<String>> folded(int row) {
    List<List<String>> columns = slots.stream().map(slot -> slot.folded(row, MAX_LINES)).toList();
    int lines = columns.stream().mapToInt(List::size).max().orElse(0);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      int at = i;
      rows.add(columns.stream().map(c -> at < c.size() ? c.get(at) : "").toList());
    }
    return rows;
  }

  private String header() {
    List<String> titles = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      titles.add(padded(slots.get(i).column().title(), i, false));
    }
    return terminal.styled(Style.HEADING, String.join(Layout.GAP, titles).stripTrailing());
  }

  private String line(R row, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < slots.size(); i++) {
      Column<R> column = slots.get(i).column();
      String cell = padded(cells.get(i), i, Cell.isNumber(column.value().apply(row)));
      line.append(i == 0 ? "" : Layout.GAP)
          .append(terminal.styled(column.style().apply(row), cell));
    }
    return line.toString().stripTrailing();
  }

  private String padded(String text, int column, boolean number) {
    String space = " ".repeat(Math.max(0, slots.get(column).width() - Width.of(text)));
    if (number) {
      return space + text;
    }
    return column == slots.size() - 1 ? text : text + space;
  }
}
