package io.ironpost.store.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The small tables around the alerts: where readers of the spool are, and two counters.
final class Meta {
  private Meta() {}

  /// Gives out `count` numbers that no alert ever had; the first of them.
  ///
  /// To be the first statement of every transaction that changes alerts (with 0 where it needs no
  /// number): PostgreSQL locks the counter's row until the commit, so such transactions of several
  /// hosts come one after another and can neither miss nor deadlock each other.
  static long reserveNumbers(Connection connection, int count) throws SQLException {
    add(connection, "last_number", count);
    try (PreparedStatement select =
            connection.prepareStatement("SELECT value FROM meta WHERE name = 'last_number'");
        ResultSet rows = select.executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("the counter of alerts is missing from table meta");
      }
      return rows.getLong(1) - count + 1;
    }
  }

  static void addBytes(Connection connection, long bytes) throws SQLException {
    add(connection, "stored_bytes", bytes);
  }

  private static void add(Connection connection, String name, long amount) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE meta SET value = value + ? WHERE name = ?")) {
      update.setLong(1, amount);
      update.setString(2, name);
      update.executeUpdate();
    }
  }

  /// The last sequence that was written; 0 when there was none.
  static long cursor(Connection connection, String reader) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT sequence FROM spool_cursor WHERE reader = ?")) {
      select.setString(1, reader);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  /// The spool decides what comes: a spool that was begun anew takes its reader back to its start.
  static void setCursor(Connection connection, String reader, long sequence) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT INTO spool_cursor (reader, sequence) VALUES (?, ?)"
                + " ON CONFLICT (reader) DO UPDATE SET sequence = excluded.sequence")) {
      upsert.setString(1, reader);
      upsert.setLong(2, sequence);
      upsert.executeUpdate();
    }
  }
}
