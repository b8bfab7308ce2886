package io.ironpost.store.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class MigrationsTest {
  private final Engine engine;
  @TempDir Path folder;

  private HistoryPlace place;

  MigrationsTest(Engine engine) {
    this.engine = engine;
  }

  @BeforeEach
  void choose() {
    place = engine.fresh(folder);
  }

  private void prepare() {
    try (History history = new History(place, InstantSource.fixed(Samples.NOON))) {
      history.prepare();
    }
  }

  @Test
  void tables_are_made_once() throws SQLException {
    prepare();
    prepare();
    assertThat(versions()).containsExactly("1 001-alerts");
  }

  private List<String> versions() throws SQLException {
    try (Connection connection = Engine.beside(place);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT version, name FROM schema_version")) {
      List<String> versions = new ArrayList<>();
      while (rows.next()) {
        versions.add(rows.getInt(1) + " " + rows.getString(2));
      }
      return versions;
    }
  }

  @Test
  void a_database_of_a_newer_program_is_refused_and_left_alone() throws SQLException {
    prepare();
    Engine.run(place, "INSERT INTO schema_version VALUES (2, '002-x', '00000000', 0)");

    assertThatThrownBy(this::prepare)
        .isInstanceOfSatisfying(
            HistoryException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.INCOMPATIBLE))
        .hasMessageContaining("version 2, this program knows up to 1: a newer Ironpost made it");
    assertThat(versions()).hasSize(2);
  }

  @Test
  void a_database_made_by_another_text_is_refused() throws SQLException {
    prepare();
    Engine.run(place, "UPDATE schema_version SET checksum = 'ffffffff'");

    assertThatThrownBy(this::prepare).hasMessageContaining("made by another text");
  }

  @Test
  void a_migration_that_fails_leaves_nothing_behind() throws SQLException {
    prepare();
    Database database = Database.of(place);
    Migrations broken = new Migrations(database, List.of("001-alerts", "002-broken"));
    try (Connection connection = database.openWriter()) {
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> broken.run(connection, Samples.NOON))
          .isInstanceOf(SQLException.class);
      connection.rollback();
    }
    assertThat(versions()).hasSize(1);
    assertThatThrownBy(() -> Engine.run(place, "SELECT * FROM half_made"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void two_programs_that_begin_at_once_make_the_tables_once() throws Exception {
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread = Thread.ofPlatform().unstarted(this::prepare);
      thread.setUncaughtExceptionHandler((_, failure) -> failures.add(failure));
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    assertThat(versions()).hasSize(1);
  }
}
