package io.ironpost.cli.output;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The result of a command: rows of one kind, and what is true of all of them.
///
/// @param name what the rows are, in the plural (`findings`); the key of the array in JSON
/// @param summary for JSON, beside the rows; not shown in a table
public record Listing<R>(
    String name, List<Column<R>> columns, List<R> rows, Map<String, Object> summary) {
  public Listing {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    summary = new LinkedHashMap<>(summary);
  }

  /// All rows as objects.
  public List<Map<String, Object>> objects() {
    return rows.stream().map(this::object).toList();
  }

  /// A row as an object.
  Map<String, Object> object(R row) {
    Map<String, Object> object = new LinkedHashMap<>();
    columns.forEach(column -> object.put(column.key(), column.value().apply(row)));
    return object;
  }
}
