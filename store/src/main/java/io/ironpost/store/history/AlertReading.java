package io.ironpost.store.history;

import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.Severity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads alerts from the rows of both databases.
final class AlertReading {
  static final String COLUMNS =
      "a.number, a.id, a.revision, a.phase, a.rule_id, a.rule_name, a.title, a.severity,"
          + " a.group_key, a.host, a.trace_id, a.first_seen, a.last_seen, a.has_time, a.told_at,"
          + " a.count, a.silenced_by, a.acked_by, a.acked_at, a.ack_note, a.document";

  /// The order in which `Severity` is stored.
  private static final Severity[] SEVERITIES = Severity.values();

  private AlertReading() {}

  static List<AlertRow> list(Connection connection, AlertQuery query) throws SQLException {
    try (PreparedStatement select = QuerySql.prepare(connection, query);
        ResultSet rows = select.executeQuery()) {
      List<AlertRow> found = new ArrayList<>();
      while (rows.next()) {
        found.add(row(rows));
      }
      return found;
    }
  }

  static Optional<AlertDetails> find(Connection connection, String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT " + COLUMNS + " FROM alerts a WHERE a.id = ?")) {
      select.setString(1, StoredText.indexed(id));
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(details(connection, row(rows))) : Optional.empty();
      }
    }
  }

  private static AlertDetails details(Connection connection, AlertRow row) throws SQLException {
    long number = row.position().number();
    return new AlertDetails(
        row,
        evidence(connection, number),
        entities(connection, number),
        techniques(connection, number));
  }

  private static AlertRow row(ResultSet rows) throws SQLException {
    boolean hasTime = rows.getInt("has_time") == 1;
    long lastSeen = rows.getLong("last_seen");
    return new AlertRow(
        rows.getString("id"),
        rows.getInt("revision"),
        phase(rows.getString("phase")),
        rows.getString("rule_id"),
        rows.getString("rule_name"),
        rows.getString("title"),
        SEVERITIES[rows.getInt("severity")],
        rows.getString("group_key"),
        rows.getString("host"),
        rows.getString("trace_id"),
        time(hasTime, rows.getLong("first_seen")),
        time(hasTime, lastSeen),
        Micros.instant(rows.getLong("told_at")),
        rows.getLong("count"),
        rows.getString("silenced_by"),
        acknowledgement(rows),
        rows.getString("document"),
        new Position(lastSeen, rows.getLong("number")));
  }

  private static Phase phase(String word) {
    return Phase.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Optional<Instant> time(boolean present, long micros) {
    return present ? Optional.of(Micros.instant(micros)) : Optional.empty();
  }

  private static Optional<Acknowledgement> acknowledgement(ResultSet rows) throws SQLException {
    String by = rows.getString("acked_by");
    return by == null
        ? Optional.empty()
        : Optional.of(
            new Acknowledgement(
                by, Micros.instant(rows.getLong("acked_at")), rows.getString("ack_note")));
  }

  private static List<Evidence> evidence(Connection connection, long alert) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT source, line_number, byte_offset, text FROM evidence WHERE alert = ?"
                + " ORDER BY ordinal")) {
      select.setLong(1, alert);
      try (ResultSet rows = select.executeQuery()) {
        List<Evidence> lines = new ArrayList<>();
        while (rows.next()) {
          lines.add(
              new Evidence(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getString(4)));
        }
        return lines;
      }
    }
  }

  private static Map<String, List<String>> entities(Connection connection, long alert)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT name, value FROM entities WHERE alert = ? ORDER BY name, value")) {
      select.setLong(1, alert);
      try (ResultSet rows = select.executeQuery()) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        while (rows.next()) {
          found.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>()).add(rows.getString(2));
        }
        return found;
      }
    }
  }

  private static List<String> techniques(Connection connection, long alert) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT technique FROM techniques WHERE alert = ? ORDER BY technique")) {
      select.setLong(1, alert);
      try (ResultSet rows = select.executeQuery()) {
        List<String> found = new ArrayList<>();
        while (rows.next()) {
          found.add(rows.getString(1));
        }
        return found;
      }
    }
  }
}
