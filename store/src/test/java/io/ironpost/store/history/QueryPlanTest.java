package io.ironpost.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.alert.Severity;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The main questions are answered from indexes, newest first, without reading all alerts.
@ParameterizedClass
@EnumSource(Engine.class)
class QueryPlanTest {
  private static final int ALERTS = 5_000;

  private final Engine engine;
  @TempDir Path folder;

  private HistoryPlace place;

  QueryPlanTest(Engine engine) {
    this.engine = engine;
  }

  @BeforeEach
  void fill() throws SQLException {
    place = engine.fresh(folder);
    try (History history = new History(place, InstantSource.fixed(Samples.NOON))) {
      List<SpooledAlert> alerts =
          IntStream.range(0, ALERTS)
              .mapToObj(n -> Samples.alert(n).severity(severity(n)).rule("r" + n % 50))
              .map(Samples::spooled)
              .toList();
      history.write("test", ALERTS, alerts);
    }
    if (engine == Engine.POSTGRESQL) {
      Engine.run(place, "ANALYZE"); // as autovacuum does; SQLite plans without
    }
  }

  /// One in a hundred is high: where every second is, the index by time alone is as good.
  private static Severity severity(int n) {
    return n % 100 == 0 ? Severity.HIGH : Severity.LOW;
  }

  @AfterEach
  void nothingIsLeftOpen() throws SQLException {
    Engine.run(place, "DELETE FROM alerts WHERE number < 0");
  }

  private String plan(AlertQuery.Builder query) throws SQLException {
    String before = engine == Engine.SQLITE ? "EXPLAIN QUERY PLAN " : "EXPLAIN ";
    try (Connection connection = Engine.beside(place);
        PreparedStatement explain = QuerySql.prepare(connection, before, query.limit(20).build());
        ResultSet rows = explain.executeQuery()) {
      StringBuilder plan = new StringBuilder();
      while (rows.next()) {
        plan.append(rows.getString(engine == Engine.SQLITE ? 4 : 1)).append('\n');
      }
      return plan.toString();
    }
  }

  private void isByIndex(String index, AlertQuery.Builder query) throws SQLException {
    String plan = plan(query);
    assertThat(plan).contains(index);
    assertThat(plan).doesNotContain("Seq Scan on alerts").doesNotContain("Seq Scan on entities");
    assertThat(plan.lines().filter(line -> line.contains("SCAN a")))
        .allMatch(line -> line.contains("USING"));
  }

  @Test
  void the_newest() throws SQLException {
    isByIndex("alerts_by_time", AlertQuery.builder());
  }

  @Test
  void the_page_after_one() throws SQLException {
    Position after = new Position(Micros.of(Samples.NOON.plusSeconds(ALERTS / 2)), ALERTS / 2);
    isByIndex("alerts_by_time", AlertQuery.builder().after(after));
  }

  @Test
  void a_severity_and_worse() throws SQLException {
    isByIndex("alerts_by_severity", AlertQuery.builder().atLeast(Severity.HIGH));
  }

  @Test
  void a_rule_by_id_or_name() throws SQLException {
    isByIndex("alerts_by_rule", AlertQuery.builder().rule("r7"));
    isByIndex("alerts_by_rule_name", AlertQuery.builder().rule("r7"));
  }

  @Test
  void an_entity() throws SQLException {
    isByIndex("entities_by_value", AlertQuery.builder().entity("src_ip", "203.0.113.9"));
  }

  @Test
  void an_entity_within_a_time() throws SQLException {
    isByIndex(
        "entities_by_value",
        AlertQuery.builder()
            .entity("src_ip", "203.0.113.9")
            .from(Instant.parse("2026-03-01T12:30:00Z")));
  }
}
