package io.ironpost.store.history;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.Technique;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes one batch within a transaction.
///
/// Of an alert that is told several times in a batch only the highest revision is written, and of
/// one that is known only a higher revision than the known one. So a batch may come any number of
/// times, in any order with others, and the outcome is the same. Acknowledgements are people's: no
/// revision touches them.
final class AlertWriting {
  /// Whoever folds has limits of its own; these hold for whatever comes. The document has all.
  private static final int MAX_ROWS_OF_ALERT = 1_000;

  /// Ids in one question: below the least limit of parameters of both databases (32,766).
  private static final int IDS_AT_ONCE = 1_000;

  /// What a row takes besides its longest texts, with its part of all indexes; measured with alerts
  /// of four entities and two lines of evidence.
  private static final long ALERT_BYTES = 700;

  private static final long CHILD_BYTES = 100;

  private static final String INSERT_ALERT =
      "INSERT INTO alerts (revision, phase, rule_id, rule_name, title, severity, group_key, host,"
          + " trace_id, first_seen, last_seen, has_time, told_at, count, silenced_by, bytes,"
          + " document, number, id)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String UPDATE_ALERT =
      "UPDATE alerts SET revision = ?, phase = ?, rule_id = ?, rule_name = ?, title = ?,"
          + " severity = ?, group_key = ?, host = ?, trace_id = ?, first_seen = ?, last_seen = ?,"
          + " has_time = ?, told_at = ?, count = ?, silenced_by = ?, bytes = ?, document = ?"
          + " WHERE number = ?";

  private record Known(long number, int revision, long bytes) {}

  private record Row(SpooledAlert alert, long number, long bytes) {}

  private final Connection connection;
  private final List<Row> fresh = new ArrayList<>();
  private final List<Row> newer = new ArrayList<>();
  private long bytesReplaced;

  AlertWriting(Connection connection) {
    this.connection = connection;
  }

  Written write(List<SpooledAlert> alerts) throws SQLException {
    Map<String, SpooledAlert> highest = highest(alerts);
    if (highest.isEmpty()) {
      return Written.NOTHING;
    }
    long number = Meta.reserveNumbers(connection, highest.size());
    Map<String, Known> known = known(List.copyOf(highest.keySet()));
    for (Map.Entry<String, SpooledAlert> entry : highest.entrySet()) {
      Known before = known.get(entry.getKey());
      SpooledAlert alert = entry.getValue();
      if (before == null) {
        fresh.add(new Row(alert, number++, bytes(alert)));
      } else if (alert.update().revision() > before.revision()) {
        newer.add(new Row(alert, before.number(), bytes(alert)));
        bytesReplaced += before.bytes();
      }
    }
    insertAlerts();
    updateAlerts();
    insertChildren();
    Meta.addBytes(connection, bytesAdded() - bytesReplaced);
    return new Written(fresh.size(), newer.size(), alerts.size() - fresh.size() - newer.size());
  }

  private static Map<String, SpooledAlert> highest(List<SpooledAlert> alerts) {
    Map<String, SpooledAlert> highest = new LinkedHashMap<>();
    for (SpooledAlert alert : alerts) {
      highest.merge(
          StoredText.indexed(alert.update().alert().id()),
          alert,
          (a, b) -> b.update().revision() > a.update().revision() ? b : a);
    }
    return highest;
  }

  private Map<String, Known> known(List<String> ids) throws SQLException {
    Map<String, Known> known = new HashMap<>();
    for (int from = 0; from < ids.size(); from += IDS_AT_ONCE) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_AT_ONCE));
      String marks = String.join(",", Collections.nCopies(some.size(), "?"));
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT id, number, revision, bytes FROM alerts WHERE id IN (" + marks + ")")) {
        for (int i = 0; i < some.size(); i++) {
          select.setString(i + 1, some.get(i));
        }
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            known.put(
                rows.getString(1), new Known(rows.getLong(2), rows.getInt(3), rows.getLong(4)));
          }
        }
      }
    }
    return known;
  }

  private static long bytes(SpooledAlert alert) {
    long bytes = ALERT_BYTES + alert.document().length;
    for (Evidence line : alert.update().alert().evidence()) {
      bytes += CHILD_BYTES + line.text().length();
    }
    for (List<String> values : alert.update().alert().entities().values()) {
      bytes += CHILD_BYTES * values.size();
    }
    return bytes;
  }

  private long bytesAdded() {
    long sum = 0;
    for (Row row : fresh) {
      sum += row.bytes();
    }
    for (Row row : newer) {
      sum += row.bytes();
    }
    return sum;
  }

  private void insertAlerts() throws SQLException {
    if (fresh.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT_ALERT)) {
      for (Row row : fresh) {
        int next = bind(insert, row);
        insert.setLong(next, row.number());
        insert.setString(next + 1, StoredText.indexed(row.alert().update().alert().id()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void updateAlerts() throws SQLException {
    if (newer.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(UPDATE_ALERT)) {
      for (Row row : newer) {
        update.setLong(bind(update, row), row.number());
        update.addBatch();
      }
      update.executeBatch();
    }
    AlertRemoval.removeChildren(connection, newer.stream().map(Row::number).toList());
  }

  /// Sets what both statements begin with; the number of the parameter that follows.
  private static int bind(PreparedStatement to, Row row) throws SQLException {
    AlertUpdate update = row.alert().update();
    Alert alert = update.alert();
    int p = 1;
    to.setInt(p++, update.revision());
    to.setString(p++, update.phase().word());
    to.setString(p++, StoredText.indexed(alert.ruleId()));
    to.setString(p++, StoredText.indexed(alert.ruleName()));
    to.setString(p++, StoredText.of(alert.title()));
    to.setInt(p++, alert.severity().ordinal());
    to.setString(p++, StoredText.of(update.group()));
    to.setString(p++, StoredText.of(update.host()));
    to.setString(p++, update.traceId().toString());
    to.setLong(p++, Micros.of(firstSeen(update)));
    to.setLong(p++, lastSeen(update));
    to.setInt(p++, alert.lastSeen().isPresent() ? 1 : 0);
    to.setLong(p++, Micros.of(update.toldAt()));
    to.setLong(p++, alert.count());
    to.setString(p++, StoredText.of(update.silencedBy()));
    to.setLong(p++, row.bytes());
    String document = new String(row.alert().document(), StandardCharsets.UTF_8);
    to.setString(p++, StoredText.of(document));
    return p;
  }

  private static Instant firstSeen(AlertUpdate update) {
    return update.alert().firstSeen().or(update.alert()::lastSeen).orElse(update.toldAt());
  }

  private static long lastSeen(AlertUpdate update) {
    return Micros.of(update.alert().lastSeen().orElse(update.toldAt()));
  }

  private void insertChildren() throws SQLException {
    try (PreparedStatement entities =
            connection.prepareStatement(
                "INSERT INTO entities (alert, name, value, last_seen) VALUES (?, ?, ?, ?)");
        PreparedStatement evidence =
            connection.prepareStatement(
                "INSERT INTO evidence (alert, ordinal, source, line_number, byte_offset, text)"
                    + " VALUES (?, ?, ?, ?, ?, ?)");
        PreparedStatement techniques =
            connection.prepareStatement(
                "INSERT INTO techniques (alert, technique) VALUES (?, ?)")) {
      for (List<Row> rows : List.of(fresh, newer)) {
        for (Row row : rows) {
          addEntities(entities, row);
          addEvidence(evidence, row);
          addTechniques(techniques, row);
        }
      }
      entities.executeBatch();
      evidence.executeBatch();
      techniques.executeBatch();
    }
  }

  private record Entity(String name, String value) {}

  private static void addEntities(PreparedStatement insert, Row row) throws SQLException {
    Set<Entity> entities = new LinkedHashSet<>(); // two values may be one when they are cut
    row.alert()
        .update()
        .alert()
        .entities()
        .forEach((name, values) ->
            values.forEach(value ->
                entities.add(new Entity(StoredText.indexed(name), StoredText.indexed(value)))));
    long lastSeen = lastSeen(row.alert().update());
    int left = MAX_ROWS_OF_ALERT;
    for (Entity entity : entities) {
      if (left-- == 0) {
        return;
      }
      insert.setLong(1, row.number());
      insert.setString(2, entity.name());
      insert.setString(3, entity.value());
      insert.setLong(4, lastSeen);
      insert.addBatch();
    }
  }

  private static void addEvidence(PreparedStatement insert, Row row) throws SQLException {
    List<Evidence> lines = row.alert().update().alert().evidence();
    for (int i = 0; i < Math.min(lines.size(), MAX_ROWS_OF_ALERT); i++) {
      Evidence line = lines.get(i);
      insert.setLong(1, row.number());
      insert.setInt(2, i);
      insert.setString(3, StoredText.of(line.source()));
      insert.setLong(4, line.lineNumber());
      insert.setLong(5, line.byteOffset());
      insert.setString(6, StoredText.of(line.text()));
      insert.addBatch();
    }
  }

  private static void addTechniques(PreparedStatement insert, Row row) throws SQLException {
    Set<Technique> techniques =
        new LinkedHashSet<>(row.alert().update().alert().attack().techniques());
    for (Technique technique : techniques) {
      insert.setLong(1, row.number());
      insert.setString(2, technique.id());
      insert.addBatch();
    }
  }
}
