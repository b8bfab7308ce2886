package io.ironpost.store.history;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/// History in a PostgreSQL database, 12 or newer. Several hosts may share one.
final class PostgresDatabase implements Database {
  /// A batch of a thousand takes tens of milliseconds; who takes a minute has lost the network.
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(60);

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

  /// "Ironpost" in ASCII, for pg_advisory_xact_lock: any number will do that no other program uses.
  private static final long SCHEMA_LOCK = 0x49726F6E706F7374L;

  private final HistoryPlace.Postgres place;

  PostgresDatabase(HistoryPlace.Postgres place) {
    this.place = place;
  }

  @Override
  public String kind() {
    return "postgresql";
  }

  @Override
  public String place() {
    return place.toString();
  }

  @Override
  public Connection openWriter() throws SQLException {
    return open(WRITE_LIMIT);
  }

  @Override
  public Connection openReader() throws SQLException {
    Connection connection = open(READ_LIMIT);
    connection.setReadOnly(true);
    return connection;
  }

  private Connection open(Duration limit) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "ironpost");
    properties.setProperty("connectTimeout", seconds(CONNECT_LIMIT));
    place.parameters().forEach(properties::setProperty);
    properties.setProperty("user", place.user());
    if (!place.password().reveal().isEmpty()) {
      properties.setProperty("password", place.password().reveal());
    }
    properties.setProperty("tcpKeepAlive", "true");
    // The server gives up first, and says why; the socket's limit is for a server that is gone.
    properties.setProperty("socketTimeout", seconds(limit.multipliedBy(2)));
    properties.setProperty(
        "options",
        "-c statement_timeout=%d -c lock_timeout=%d"
            .formatted(limit.toMillis(), LOCK_LIMIT.toMillis()));
    properties.setProperty("reWriteBatchedInserts", "true"); // many rows in one statement
    Connection connection = DriverManager.getConnection(place.jdbcUrl(), properties);
    checkEncoding(connection);
    return connection;
  }

  private static String seconds(Duration time) {
    return Long.toString(time.toSeconds());
  }

  private void checkEncoding(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW server_encoding")) {
      String encoding = rows.next() ? rows.getString(1) : "unknown";
      if (!encoding.equals("UTF8")) {
        connection.close();
        throw new HistoryException(
            Trouble.INCOMPATIBLE,
            "%s is encoded in %s and cannot hold every log line. Create it with ENCODING 'UTF8'."
                .formatted(place(), encoding),
            null);
      }
    }
  }

  @Override
  public void beginReading(Connection reader) {
    // statement_timeout is the connection's
  }

  @Override
  public void lockSchema(Connection writer) throws SQLException {
    try (Statement statement = writer.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
    }
  }

  /// What the rows were estimated at when they were written. `pg_total_relation_size` would not do:
  /// it stays when rows go, and a limit by it would delete for ever.
  @Override
  public long bytes(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT value FROM meta WHERE name = 'stored_bytes'")) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /// The server's autovacuum makes the room of deleted rows free for new ones.
  @Override
  public boolean shrink(Connection writer) {
    return false;
  }

  /// By class of SQLSTATE (PostgreSQL manual, appendix A).
  @Override
  public Trouble trouble(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    return switch (state) {
      case "57014" -> Trouble.TOO_SLOW;
      case "53100" -> Trouble.DISK_FULL;
      case "55P03", "40P01", "40001" -> Trouble.BUSY;
      case "57P01", "57P02", "57P03", "3D000", "53300" -> Trouble.UNREACHABLE;
      default -> byClass(state.length() < 2 ? "" : state.substring(0, 2));
    };
  }

  private static Trouble byClass(String sqlClass) {
    return switch (sqlClass) {
      case "08", "28" -> Trouble.UNREACHABLE;
      case "22", "23", "54" -> Trouble.REFUSES_DATA;
      case "XX" -> Trouble.DAMAGED;
      default -> Trouble.OTHER;
    };
  }

  @Override
  public String putAside(String stamp) {
    return "";
  }
}
