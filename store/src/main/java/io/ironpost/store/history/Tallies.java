package io.ironpost.store.history;

import io.ironpost.core.alert.Severity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Counts alerts from the indexes alone: a million are counted without reading one of them.
final class Tallies {
  private static final String ALL = "";
  private static final String SINCE = " WHERE last_seen >= ?";

  private Tallies() {}

  /// The worst severity first; those without alerts are left out.
  static List<Tally> bySeverity(Connection connection, Instant from) throws SQLException {
    String sql =
        "SELECT severity, count(*), max(last_seen) FROM alerts%s GROUP BY severity ORDER BY severity DESC";
    try (PreparedStatement select = since(connection, sql, from);
        ResultSet rows = select.executeQuery()) {
      List<Tally> tallies = new ArrayList<>();
      while (rows.next()) {
        String word = Severity.values()[rows.getInt(1)].word();
        tallies.add(new Tally(word, word, rows.getLong(2), Micros.instant(rows.getLong(3))));
      }
      return tallies;
    }
  }

  /// The rule with the most alerts first.
  static List<Tally> byRule(Connection connection, Instant from, int limit) throws SQLException {
    String sql =
        "SELECT t.rule_id, t.alerts, t.seen, n.rule_name, n.title FROM"
            + " (SELECT rule_id, count(*) AS alerts, max(last_seen) AS seen FROM alerts%s"
            + " GROUP BY rule_id ORDER BY 2 DESC, 1 LIMIT ?) t JOIN alerts n ON n.number ="
            + " (SELECT max(b.number) FROM alerts b WHERE b.rule_id = t.rule_id"
            + " AND b.last_seen = t.seen)"
            + " ORDER BY t.alerts DESC, t.rule_id";
    try (PreparedStatement select = since(connection, sql, from)) {
      select.setInt(select.getParameterMetaData().getParameterCount(), limit);
      try (ResultSet rows = select.executeQuery()) {
        List<Tally> tallies = new ArrayList<>();
        while (rows.next()) {
          String name = rows.getString(4).isEmpty() ? rows.getString(5) : rows.getString(4);
          tallies.add(
              new Tally(rows.getString(1), name, rows.getLong(2), Micros.instant(rows.getLong(3))));
        }
        return tallies;
      }
    }
  }

  /// The value with the most alerts first.
  static List<Tally> byEntity(Connection connection, String name, Instant from, int limit)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT value, count(*), max(last_seen) FROM entities WHERE name = ?"
                + " AND last_seen >= ? GROUP BY value ORDER BY 2 DESC, 1 LIMIT ?")) {
      select.setString(1, StoredText.indexed(name));
      select.setLong(2, Micros.of(from));
      select.setInt(3, limit);
      try (ResultSet rows = select.executeQuery()) {
        List<Tally> tallies = new ArrayList<>();
        while (rows.next()) {
          String value = rows.getString(1);
          tallies.add(new Tally(value, value, rows.getLong(2), Micros.instant(rows.getLong(3))));
        }
        return tallies;
      }
    }
  }

  /// Without a beginning there is no condition, so that the index by what is counted is taken.
  private static PreparedStatement since(Connection connection, String sql, Instant from)
      throws SQLException {
    boolean all = from.equals(Instant.MIN);
    PreparedStatement select = connection.prepareStatement(sql.formatted(all ? ALL : SINCE));
    if (!all) {
      select.setLong(1, Micros.of(from));
    }
    return select;
  }

  static HistoryStats stats(Connection connection, Database database) throws SQLException {
    long bytes = database.bytes(connection);
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT (SELECT count(*) FROM alerts), (SELECT min(told_at) FROM alerts),"
                    + " (SELECT max(told_at) FROM alerts)");
        ResultSet rows = select.executeQuery()) {
      rows.next();
      long alerts = rows.getLong(1);
      return new HistoryStats(
          database.kind(), alerts, bytes, told(alerts, rows, 2), told(alerts, rows, 3));
    }
  }

  private static Optional<Instant> told(long alerts, ResultSet rows, int column)
      throws SQLException {
    return alerts == 0 ? Optional.empty() : Optional.of(Micros.instant(rows.getLong(column)));
  }
}
