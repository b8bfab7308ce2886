package io.ironpost.store.history;

import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Severity;
import io.ironpost.store.history.AlertQuery.Choice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Makes the statement for a query, such that an index gives its rows in their order.
///
/// "Severity high or worse, newest first" has no such index: one by time reads every alert where
/// critical ones are rare, one by severity has to sort. So it is asked once for each severity, by
/// an index that has severity before time, and the few first of each are merged; likewise for a
/// word that may be a rule's id or its name. An entity is looked up in its own table, whose index
/// holds the time of the alert. Only then are the rows themselves read, no more than the limit.
/// Values are parameters always, never text of the statement.
final class QuerySql {
  /// One way to the rows.
  ///
  /// @param value its parameter, a text or a number; empty text when it has none
  private record Branch(String condition, Object value) {}

  private final AlertQuery query;
  private final List<Object> parameters = new ArrayList<>();
  private final StringBuilder sql = new StringBuilder();

  private QuerySql(AlertQuery query) {
    this.query = query;
  }

  static PreparedStatement prepare(Connection connection, AlertQuery query) throws SQLException {
    return prepare(connection, "", query);
  }

  /// @param before what stands before the statement: `EXPLAIN` shows its plan
  static PreparedStatement prepare(Connection connection, String before, AlertQuery query)
      throws SQLException {
    QuerySql made = new QuerySql(query);
    made.build();
    PreparedStatement statement = connection.prepareStatement(before + made.sql);
    try {
      made.bind(statement);
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  private void build() {
    sql.append("SELECT ").append(AlertReading.COLUMNS).append(" FROM (");
    List<Branch> branches = branches();
    for (int i = 0; i < branches.size(); i++) {
      sql.append(i == 0 ? "" : " UNION ALL ");
      sql.append("SELECT * FROM (");
      appendBranch(branches.get(i));
      sql.append(") b").append(i);
    }
    sql.append(") found JOIN alerts a ON a.number = found.number");
    sql.append(" ORDER BY found.last_seen DESC, found.number DESC LIMIT ?");
    parameters.add(query.limit());
  }

  private List<Branch> branches() {
    if (!query.entities().isEmpty()) {
      return List.of(new Branch("", ""));
    }
    if (!query.rule().isEmpty()) {
      String rule = StoredText.indexed(query.rule());
      return List.of(
          new Branch("a.rule_id = ?", rule),
          new Branch("a.rule_name = ? AND a.rule_id <> a.rule_name", rule));
    }
    if (query.atLeast() == Severity.INFORMATIONAL) {
      return List.of(new Branch("", ""));
    }
    return Arrays.stream(Severity.values())
        .filter(severity -> severity.isAtLeast(query.atLeast()))
        .map(severity -> new Branch("a.severity = ?", severity.ordinal()))
        .toList();
  }

  private void appendBranch(Branch branch) {
    if (query.entities().isEmpty()) {
      sql.append("SELECT a.number, a.last_seen FROM alerts a WHERE TRUE");
      if (!branch.condition().isEmpty()) {
        and(branch.condition(), branch.value());
      }
      appendConditions();
      appendOrder("a.last_seen", "a.number");
      return;
    }
    sql.append("SELECT e.alert AS number, e.last_seen FROM entities e");
    sql.append(" JOIN alerts a ON a.number = e.alert WHERE TRUE");
    appendEntities();
    if (!query.rule().isEmpty()) {
      String rule = StoredText.indexed(query.rule());
      and("(a.rule_id = ? OR a.rule_name = ?)", rule, rule);
    }
    appendConditions();
    appendOrder("e.last_seen", "e.alert");
  }

  private void appendEntities() {
    boolean first = true;
    for (Map.Entry<String, String> entity : query.entities().entrySet()) {
      String name = StoredText.indexed(entity.getKey());
      String value = StoredText.indexed(entity.getValue());
      and(
          first
              ? "e.name = ? AND e.value = ?"
              : "EXISTS (SELECT 1 FROM entities o WHERE o.alert = e.alert AND o.name = ? AND o.value = ?)",
          name,
          value);
      first = false;
    }
  }

  private void appendConditions() {
    if (!query.from().equals(Instant.MIN)) {
      // Of whichever table the order comes from: both have it.
      and(query.entities().isEmpty() ? "a.last_seen >= ?" : "e.last_seen >= ?", from());
    }
    if (!query.until().equals(Instant.MAX)) {
      and("a.first_seen < ?", Micros.of(query.until()));
    }
    boolean bySeverity = query.entities().isEmpty() && query.rule().isEmpty();
    if (!bySeverity && query.atLeast() != Severity.INFORMATIONAL) {
      and("a.severity >= ?", query.atLeast().ordinal());
    }
    if (query.phases().size() < Phase.values().length) {
      appendPhases();
    }
    appendChoice(query.acknowledged(), "a.acked_at IS NOT NULL", "a.acked_at IS NULL");
    appendChoice(query.silenced(), "a.silenced_by <> ''", "a.silenced_by = ''");
    if (!query.text().isEmpty()) {
      appendText();
    }
  }

  private long from() {
    return Micros.of(query.from());
  }

  private void appendPhases() {
    sql.append(" AND a.phase IN (''"); // no phase at all is wanted: no alert is
    for (Phase phase : query.phases()) {
      sql.append(", ?");
      parameters.add(phase.word());
    }
    sql.append(')');
  }

  private void appendChoice(Choice choice, String yes, String no) {
    switch (choice) {
      case EITHER -> {}
      case YES -> and(yes);
      case NO -> and(no);
    }
  }

  private void appendText() {
    String pattern =
        "%"
            + StoredText.indexed(query.text())
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_")
            + "%";
    and(
        "(lower(a.title) LIKE lower(?) ESCAPE '!'"
            + " OR EXISTS (SELECT 1 FROM entities x WHERE x.alert = a.number"
            + " AND lower(x.value) LIKE lower(?) ESCAPE '!')"
            + " OR EXISTS (SELECT 1 FROM evidence v WHERE v.alert = a.number"
            + " AND lower(v.text) LIKE lower(?) ESCAPE '!'))",
        pattern,
        pattern,
        pattern);
  }

  private void appendOrder(String time, String number) {
    if (!query.after().equals(Position.START)) {
      and(
          "%s <= ? AND (%s, %s) < (?, ?)".formatted(time, time, number), // the first for the index
          query.after().lastSeenMicros(),
          query.after().lastSeenMicros(),
          query.after().number());
    }
    sql.append(" ORDER BY %s DESC, %s DESC LIMIT ?".formatted(time, number));
    parameters.add(query.limit());
  }

  private void and(String condition, Object... values) {
    sql.append(" AND ").append(condition);
    parameters.addAll(List.of(values));
  }

  private void bind(PreparedStatement statement) throws SQLException {
    int at = 1;
    for (Object value : parameters) {
      switch (value) {
        case Long number -> statement.setLong(at++, number);
        case Integer number -> statement.setInt(at++, number);
        default -> statement.setString(at++, value.toString());
      }
    }
  }
}
