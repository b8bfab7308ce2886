package io.ironpost.cli.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/// Which columns of a table are shown, and how wide each is.
///
/// No line is longer than the terminal. Cells are folded first, but not below their longest word,
/// for half an address is worth nothing; then columns go, the least important first; and only when
/// none may go are words broken.
final class Layout<R> {
  static final String GAP = "  ";

  /// Narrower than this a cell says nothing.
  private static final int MIN_FLEXIBLE = 8;

  /// `src_ip=` and an IPv6 address with all its digits are 46 columns; columns do not go for longer
  /// words, which attackers could make at will.
  private static final int LONGEST_WORD = 48;

  private final List<Slot<R>> slots = new ArrayList<>();

  Layout(List<Column<R>> columns, List<R> rows) {
    columns.forEach(column -> slots.add(new Slot<>(column, rows)));
  }

  /// The columns that are shown.
  List<Slot<R>> slots() {
    return slots;
  }

  /// Makes the lines fit into so many columns.
  void fit(int columns) {
    shrink(columns, slot -> slot.longestWord);
    while (over(columns) > 0 && dropLeastImportant()) {
      slots.forEach(slot -> slot.width = slot.widest);
      shrink(columns, slot -> slot.longestWord);
    }
    shrink(columns, slot -> Math.max(MIN_FLEXIBLE, Width.of(slot.column.title())));
  }

  private int over(int columns) {
    int gaps = GAP.length() * (slots.size() - 1);
    return slots.stream().mapToInt(slot -> slot.width).sum() + gaps - columns;
  }

  private boolean dropLeastImportant() {
    return slots.stream()
        .filter(slot -> slot.column.leaves() > 0)
        .min(Comparator.comparingInt(slot -> slot.column.leaves()))
        .map(slots::remove)
        .orElse(false);
  }

  /// Takes from the widest flexible column until the lines fit or every column has its least width.
  private void shrink(int columns, ToIntFunction<Slot<R>> least) {
    for (int over = over(columns); over > 0; over--) {
      Slot<R> widest = null;
      for (Slot<R> slot : slots) {
        if (slot.column.flexible()
            && slot.width > least.applyAsInt(slot)
            && (widest == null || slot.width > widest.width)) {
          widest = slot;
        }
      }
      if (widest == null) {
        return;
      }
      widest.width--;
    }
  }

  /// A column with its cells.
  static final class Slot<R> {
    private final Column<R> column;
    private final List<String> cells;
    private final int widest;
    private final int longestWord;
    private int width;

    private Slot(Column<R> column, List<R> rows) {
      this.column = column;
      this.cells = rows.stream().map(row -> Cell.foldable(column.value().apply(row))).toList();
      int title = Width.of(column.title());
      this.widest = Math.max(title, cells.stream().mapToInt(Width::of).max().orElse(0));
      int word = cells.stream().mapToInt(Width::ofLongestWord).max().orElse(0);
      this.longestWord = Math.max(title, Math.min(word, LONGEST_WORD));
      this.width = widest;
    }

    Column<R> column() {
      return column;
    }

    int width() {
      return width;
    }

    /// The cell of a row, in lines as wide as the column; what does not fit into `most` is cut.
    List<String> folded(int row, int most) {
      return Width.fold(cells.get(row), width, most).stream().map(Cell::unfoldable).toList();
    }
  }
}
