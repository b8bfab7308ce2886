package io.ironpost.store.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Severity;
import io.ironpost.core.module.Health;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What history promises, of each database alike.
@ParameterizedClass
@EnumSource(Engine.class)
class HistoryTest {
  private static final Instant NOW = Samples.NOON.plusSeconds(86_400);

  private final Engine engine;
  @TempDir Path folder;

  private HistoryPlace place;
  private History history;

  HistoryTest(Engine engine) {
    this.engine = engine;
  }

  @BeforeEach
  void open() {
    place = engine.fresh(folder);
    history = new History(place, InstantSource.fixed(NOW));
  }

  @AfterEach
  void close() {
    history.close();
  }

  private Written write(Samples... alerts) {
    return history.write("test", 1, spooled(alerts));
  }

  private static List<SpooledAlert> spooled(Samples... alerts) {
    return Arrays.stream(alerts).map(Samples::spooled).toList();
  }

  private List<String> ids(AlertQuery.Builder query) {
    return history.list(query.build()).stream().map(AlertRow::id).toList();
  }

  @Test
  void what_was_written_is_found_again_whole() {
    write(Samples.alert(1).lines("first line", "second line").silencedBy("s-1"));

    AlertDetails found = history.find("alert-1").orElseThrow();

    AlertRow row = found.alert();
    assertThat(row.revision()).isEqualTo(1);
    assertThat(row.phase()).isEqualTo(Phase.OPENED);
    assertThat(row.ruleId()).isEqualTo("id-of-ssh_brute_force");
    assertThat(row.ruleName()).isEqualTo("ssh_brute_force");
    assertThat(row.title()).isEqualTo("Title of ssh_brute_force");
    assertThat(row.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(row.group()).isEqualTo("src_ip=203.0.113.1");
    assertThat(row.host()).isEqualTo("host.example");
    assertThat(row.traceId()).isEqualTo("00000000-0000-0001-0000-000000000002");
    assertThat(row.firstSeen()).contains(Samples.NOON.plusSeconds(-9));
    assertThat(row.lastSeen()).contains(Samples.NOON.plusSeconds(1));
    assertThat(row.toldAt()).isEqualTo(Samples.NOON.plusSeconds(1));
    assertThat(row.silencedBy()).isEqualTo("s-1");
    assertThat(row.acknowledgement()).isEmpty();
    assertThat(row.document()).isEqualTo("{\"n\":1}");
    assertThat(found.evidence()).extracting("text").containsExactly("first line", "second line");
    assertThat(found.evidence().getFirst().byteOffset()).isEqualTo(700);
    assertThat(found.entities())
        .isEqualTo(Map.of("src_ip", List.of("203.0.113.1"), "user", List.of("root")));
    assertThat(found.techniques()).containsExactly("T1110.001");
    assertThat(history.find("alert-2")).isEmpty();
  }

  @Test
  void an_alert_without_event_time_stands_where_it_was_told() {
    write(Samples.alert(1), Samples.alert(2).seen(Optional.empty()), Samples.alert(3));

    assertThat(ids(AlertQuery.builder())).containsExactly("alert-3", "alert-2", "alert-1");
    assertThat(history.find("alert-2").orElseThrow().alert().lastSeen()).isEmpty();
  }

  @Test
  void the_highest_revision_stays_whatever_the_order() {
    write(Samples.alert(1).revision(2).lines("two"), Samples.alert(1).lines("one"));
    assertThat(write(Samples.alert(1).revision(2).lines("other"))).isEqualTo(new Written(0, 0, 1));
    assertThat(write(Samples.alert(1).revision(1))).isEqualTo(new Written(0, 0, 1));
    assertThat(history.find("alert-1").orElseThrow().evidence())
        .extracting("text")
        .containsExactly("two");

    Samples third =
        Samples.alert(1).revision(3).lines("a", "b").entities(Map.of("user", List.of("x")));
    assertThat(write(third.phase(Phase.CLOSED))).isEqualTo(new Written(0, 1, 0));

    AlertDetails found = history.find("alert-1").orElseThrow();
    assertThat(found.alert().phase()).isEqualTo(Phase.CLOSED);
    assertThat(found.alert().count()).isEqualTo(3);
    assertThat(found.evidence()).extracting("text").containsExactly("a", "b");
    assertThat(found.entities()).isEqualTo(Map.of("user", List.of("x")));
    assertThat(ids(AlertQuery.builder().entity("src_ip", "203.0.113.1"))).isEmpty();
    assertThat(history.stats().alerts()).isEqualTo(1);
  }

  @Test
  void an_acknowledgement_survives_revisions_and_says_who_and_when() {
    write(Samples.alert(1), Samples.alert(2));
    assertThat(history.acknowledge("alert-1", "ada", "a test of ours")).isTrue();
    assertThat(history.acknowledge("alert-9", "ada", "")).isFalse();
    write(Samples.alert(1).revision(2));

    assertThat(history.find("alert-1").orElseThrow().alert().acknowledgement())
        .contains(new Acknowledgement("ada", NOW, "a test of ours"));
    assertThat(ids(AlertQuery.builder().acknowledged(AlertQuery.Choice.YES)))
        .containsExactly("alert-1");
    assertThat(ids(AlertQuery.builder().acknowledged(AlertQuery.Choice.NO)))
        .containsExactly("alert-2");
  }

  @Test
  void the_cursor_moves_with_the_rows() {
    assertThat(history.cursor("a")).isZero();
    history.write("a", 7, spooled(Samples.alert(1)));
    history.write("b", 3, List.of());

    assertThat(history.cursor("a")).isEqualTo(7);
    assertThat(history.cursor("b")).isEqualTo(3);
    history.write("a", 2, List.of()); // the spool was begun anew
    assertThat(history.cursor("a")).isEqualTo(2);
  }

  @Test
  void pages_follow_each_other_without_gap_or_overlap_also_within_one_instant() {
    List<SpooledAlert> alerts =
        IntStream.range(0, 500)
            .mapToObj(n -> Samples.alert(n).seen(Optional.of(Samples.NOON.plusSeconds(n / 40))))
            .map(Samples::spooled)
            .toList();
    history.write("test", 1, alerts);

    List<String> seen = new ArrayList<>();
    Position after = Position.START;
    while (true) {
      List<AlertRow> page = history.list(AlertQuery.builder().after(after).limit(33).build());
      page.forEach(row -> seen.add(row.id()));
      if (page.size() < 33) {
        break;
      }
      after = Position.of(page.getLast().position().toString()).orElseThrow();
      write(Samples.alert(10_000 + seen.size())); // newer than all: must not shift the pages
    }

    assertThat(seen).hasSize(500).doesNotHaveDuplicates();
    assertThat(seen.getFirst()).isEqualTo("alert-499");
    assertThat(seen.getLast()).isEqualTo("alert-0");
  }

  @Test
  void each_condition_narrows() {
    Samples critical = Samples.alert(3).severity(Severity.CRITICAL).rule("reverse_shell");
    write(
        Samples.alert(1).severity(Severity.LOW).lines("nothing of note"),
        Samples.alert(2).silencedBy("s-1").phase(Phase.CLOSED),
        critical.entities(Map.of("src_ip", List.of("198.51.100.7"), "user", List.of("www"))));

    assertThat(ids(AlertQuery.builder().atLeast(Severity.MEDIUM)))
        .containsExactly("alert-3", "alert-2");
    assertThat(ids(AlertQuery.builder().rule("reverse_shell"))).containsExactly("alert-3");
    assertThat(ids(AlertQuery.builder().rule("id-of-reverse_shell"))).containsExactly("alert-3");
    assertThat(ids(AlertQuery.builder().rule("reverse_shell").atLeast(Severity.CRITICAL)))
        .containsExactly("alert-3");
    assertThat(ids(AlertQuery.builder().rule("ssh_brute_force").atLeast(Severity.MEDIUM)))
        .containsExactly("alert-2");
    assertThat(ids(AlertQuery.builder().entity("user", "root")))
        .containsExactly("alert-2", "alert-1");
    assertThat(ids(AlertQuery.builder().entity("user", "root").entity("src_ip", "203.0.113.1")))
        .containsExactly("alert-1");
    assertThat(ids(AlertQuery.builder().entity("user", "root").atLeast(Severity.MEDIUM)))
        .containsExactly("alert-2");
    assertThat(ids(AlertQuery.builder().entity("user", "www").rule("reverse_shell")))
        .containsExactly("alert-3");
    assertThat(ids(AlertQuery.builder().phases(Set.of(Phase.CLOSED)))).containsExactly("alert-2");
    assertThat(ids(AlertQuery.builder().phases(Set.of()))).isEmpty();
    assertThat(ids(AlertQuery.builder().silenced(AlertQuery.Choice.YES)))
        .containsExactly("alert-2");
    assertThat(ids(AlertQuery.builder().silenced(AlertQuery.Choice.NO)))
        .containsExactly("alert-3", "alert-1");
    assertThat(ids(AlertQuery.builder().from(Samples.NOON.plusSeconds(2))))
        .containsExactly("alert-3", "alert-2");
    assertThat(ids(AlertQuery.builder().until(Samples.NOON.plusSeconds(2 - 10))))
        .containsExactly("alert-1");
    assertThat(ids(AlertQuery.builder().text("NOTHING of"))).containsExactly("alert-1");
    assertThat(ids(AlertQuery.builder().text("198.51"))).containsExactly("alert-3");
    assertThat(ids(AlertQuery.builder().text("Title of REV"))).containsExactly("alert-3");
    assertThat(ids(AlertQuery.builder().limit(1))).containsExactly("alert-3");
  }

  @Test
  void what_looks_like_sql_or_a_pattern_is_text() {
    String evil = "'; DROP TABLE alerts; --";
    write(
        Samples.alert(1).rule(evil).entities(Map.of(evil, List.of(evil))).lines("100% \\ sure_ly!"),
        Samples.alert(2));

    assertThat(ids(AlertQuery.builder().rule(evil))).containsExactly("alert-1");
    assertThat(ids(AlertQuery.builder().entity(evil, evil))).containsExactly("alert-1");
    assertThat(ids(AlertQuery.builder().text("100% \\ sure_ly!"))).containsExactly("alert-1");
    assertThat(ids(AlertQuery.builder().text("%"))).containsExactly("alert-1");
    assertThat(ids(AlertQuery.builder().text("_"))).hasSize(2); // the rule is named with one
    assertThat(history.find(evil)).isEmpty();
    assertThat(history.byEntity(evil, Instant.MIN, 9)).hasSize(1);
    assertThat(history.stats().alerts()).isEqualTo(2);
  }

  @Test
  void any_text_can_be_kept_with_what_no_database_takes_made_visible() {
    String large = "x".repeat(1 << 20);
    String wild = "nul \0 half \uD800 pair \uD83D\uDE00 end \uDC00";
    write(
        Samples.alert(1)
            .entities(Map.of("user", List.of(wild, large, large + "y")))
            .lines(wild, large)
            .document(wild));

    AlertDetails found = history.find("alert-1").orElseThrow();
    String shown = "nul \u2400 half \uFFFD pair \uD83D\uDE00 end \uFFFD";
    assertThat(found.evidence()).extracting("text").containsExactly(shown, large);
    assertThat(found.entities().get("user"))
        .containsExactly(shown, large.substring(0, StoredText.MAX_INDEXED));
    assertThat(ids(AlertQuery.builder().entity("user", large))).containsExactly("alert-1");
    assertThat(ids(AlertQuery.builder().entity("user", wild))).containsExactly("alert-1");
    // The document is bytes of UTF-8, where Java already wrote ? for half a pair.
    assertThat(found.alert().document()).isEqualTo("nul \u2400 half ? pair \uD83D\uDE00 end ?");
  }

  @Test
  void times_that_no_clock_shows_are_kept_as_the_nearest_that_can_be() {
    write(
        Samples.alert(1).seen(Optional.of(Instant.parse("+1000000000-12-31T23:59:59Z"))),
        Samples.alert(2).seen(Optional.of(Instant.parse("-1000000000-01-02T00:00:00Z"))));

    assertThat(ids(AlertQuery.builder())).containsExactly("alert-1", "alert-2");
    assertThat(ids(AlertQuery.builder().from(Samples.NOON))).containsExactly("alert-1");
  }

  @Test
  void alerts_are_counted_by_severity_rule_and_entity() {
    write(
        Samples.alert(1).severity(Severity.HIGH),
        Samples.alert(2).rule("b").severity(Severity.LOW),
        Samples.alert(3).rule("b").entities(Map.of("user", List.of("root", "admin"))));

    assertThat(history.bySeverity(Instant.MIN))
        .extracting(Tally::value, Tally::alerts)
        .containsExactly(tuple("high", 1), tuple("medium", 1), tuple("low", 1));
    assertThat(history.bySeverity(Samples.NOON.plusSeconds(2)))
        .extracting(Tally::value, Tally::alerts)
        .containsExactly(tuple("medium", 1), tuple("low", 1));
    assertThat(history.byRule(Instant.MIN, 10))
        .containsExactly(
            new Tally("id-of-b", "b", 2, Samples.NOON.plusSeconds(3)),
            new Tally("id-of-ssh_brute_force", "ssh_brute_force", 1, Samples.NOON.plusSeconds(1)));
    assertThat(history.byRule(Samples.NOON.plusSeconds(2), 1)).hasSize(1);
    assertThat(history.byEntity("user", Instant.MIN, 10))
        .extracting(Tally::value, Tally::alerts)
        .containsExactly(tuple("root", 3), tuple("admin", 1));
    assertThat(history.byEntity("user", Samples.NOON.plusSeconds(3), 1))
        .extracting(Tally::value, Tally::alerts)
        .containsExactly(tuple("admin", 1));
  }

  private static Tuple tuple(String value, long alerts) {
    return Tuple.tuple(value, alerts);
  }

  @Test
  void stats_of_an_empty_and_of_a_full_history() {
    assertThat(history.stats().oldest()).isEmpty();
    write(Samples.alert(1), Samples.alert(5));

    HistoryStats stats = history.stats();
    assertThat(stats.kind()).isEqualTo(engine == Engine.SQLITE ? "sqlite" : "postgresql");
    assertThat(stats.alerts()).isEqualTo(2);
    assertThat(stats.bytes()).isPositive();
    assertThat(stats.oldest()).contains(Samples.NOON.plusSeconds(1));
    assertThat(stats.newest()).contains(Samples.NOON.plusSeconds(5));
  }

  @Test
  void what_was_written_is_there_after_closing_and_opening() {
    write(Samples.alert(1));
    history.close();
    assertThatThrownBy(() -> write(Samples.alert(2))).isInstanceOf(HistoryException.class);

    open(place);

    assertThat(ids(AlertQuery.builder())).containsExactly("alert-1");
    assertThat(history.cursor("test")).isEqualTo(1);
    assertThat(history.health()).isEqualTo(new Health.Up());
  }

  private void open(HistoryPlace where) {
    history = new History(where, InstantSource.fixed(NOW));
  }

  @Test
  void many_threads_read_while_one_writes() throws InterruptedException {
    write(Samples.alert(0));
    Set<Throwable> failures = ConcurrentHashMap.newKeySet();
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      readers.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int k = 0; k < 20; k++) {
                    List<AlertRow> rows = history.list(AlertQuery.builder().build());
                    assertThat(rows).isNotEmpty();
                    assertThat(new HashSet<>(rows)).hasSameSizeAs(rows);
                  }
                } catch (RuntimeException | Error failure) {
                  failures.add(failure);
                }
              }));
    }
    for (int n = 1; n <= 50; n++) {
      history.write("test", n, spooled(Samples.alert(n), Samples.alert(n - 1).revision(2)));
    }
    for (Thread reader : readers) {
      reader.join();
    }
    assertThat(failures).isEmpty();
    assertThat(history.stats().alerts()).isEqualTo(51);
  }
}
