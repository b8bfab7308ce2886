package io.ironpost.store.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Removes alerts, with what belongs to them, within a transaction.
final class AlertRemoval {
  /// Numbers in one statement: below the least limit of parameters of both databases.
  private static final int NUMBERS_AT_ONCE = 1_000;

  private static final List<String> CHILDREN = List.of("entities", "evidence", "techniques");

  private AlertRemoval() {}

  /// Removes those that are closed and were last told before `closedBefore`, and those that are
  /// open and were last told before `openBefore`, the oldest first.
  ///
  /// @return how many went; fewer than `most` when no more are due
  static int removeOldest(Connection connection, long closedBefore, long openBefore, int most)
      throws SQLException {
    Meta.reserveNumbers(connection, 0); // for the lock
    List<Long> numbers = new ArrayList<>();
    long bytes = 0;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT number, bytes FROM alerts WHERE told_at < ? AND (phase = 'closed' OR told_at < ?)"
                + " ORDER BY told_at LIMIT ?")) {
      select.setLong(1, closedBefore);
      select.setLong(2, openBefore);
      select.setInt(3, most);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          numbers.add(rows.getLong(1));
          bytes += rows.getLong(2);
        }
      }
    }
    removeChildren(connection, numbers);
    delete(connection, "alerts", "number", numbers);
    Meta.addBytes(connection, -bytes);
    return numbers.size();
  }

  static void removeChildren(Connection connection, List<Long> alerts) throws SQLException {
    for (String table : CHILDREN) {
      delete(connection, table, "alert", alerts);
    }
  }

  private static void delete(Connection connection, String table, String key, List<Long> numbers)
      throws SQLException {
    for (int from = 0; from < numbers.size(); from += NUMBERS_AT_ONCE) {
      List<Long> some = numbers.subList(from, Math.min(numbers.size(), from + NUMBERS_AT_ONCE));
      String marks = String.join(",", Collections.nCopies(some.size(), "?"));
      try (PreparedStatement delete =
          connection.prepareStatement(
              "DELETE FROM %s WHERE %s IN (%s)".formatted(table, key, marks))) {
        for (int i = 0; i < some.size(); i++) {
          delete.setLong(i + 1, some.get(i));
        }
        delete.executeUpdate();
      }
    }
  }
}
