package io.ironpost.store.history;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.ironpost.core.config.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A real database of each kind.
enum Engine {
  SQLITE {
    @Override
    HistoryPlace fresh(Path folder) {
      return new HistoryPlace.SqliteFile(folder.resolve("history.db"));
    }
  },
  POSTGRESQL {
    @Override
    HistoryPlace fresh(Path folder) {
      return freshPostgres();
    }
  };

  /// An empty place.
  abstract HistoryPlace fresh(Path folder);

  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static final Server SERVER = new Server();

  static EmbeddedPostgres server() {
    assumeThat(SERVER.why).as("a PostgreSQL can be started here").isEmpty();
    return SERVER.running.orElseThrow();
  }

  private static HistoryPlace freshPostgres() {
    EmbeddedPostgres server = server();
    String name = "history_" + SCHEMAS.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return place(server.getPort(), name);
  }

  /// A schema is made in a moment, a database takes half a second.
  static HistoryPlace.Postgres place(int port, String schema) {
    String address = "localhost:" + port + "/postgres";
    return new HistoryPlace.Postgres(
        address,
        "jdbc:postgresql://" + address,
        "postgres",
        new Secret(""),
        Map.of("currentSchema", schema));
  }

  /// A connection beside history's own, which may do anything.
  static Connection beside(HistoryPlace place) throws SQLException {
    return switch (place) {
      case HistoryPlace.SqliteFile(var file) -> DriverManager.getConnection("jdbc:sqlite:" + file);
      case HistoryPlace.Postgres postgres ->
          DriverManager.getConnection(
              postgres.jdbcUrl()
                  + "?user=postgres&currentSchema="
                  + postgres.parameters().get("currentSchema"));
    };
  }

  /// Runs statements on such a connection.
  static void run(HistoryPlace place, String... statements) throws SQLException {
    try (Connection connection = beside(place);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /// One server for all tests of a run; it ends with the run.
  private static final class Server {
    private final Optional<EmbeddedPostgres> running;
    private final String why;

    private Server() {
      Optional<EmbeddedPostgres> started = Optional.empty();
      String failure = "";
      try {
        started =
            Optional.of(
                EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "50")
                    .setServerConfig("shared_buffers", "32MB")
                    .setServerConfig("fsync", "off")
                    .start());
      } catch (IOException | RuntimeException e) {
        failure = e.toString();
      }
      running = started;
      why = failure;
    }
  }
}
