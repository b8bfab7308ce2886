package io.ironpost.store.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// Brings a database's tables up to date (ADR 11 says why not Flyway).
///
/// All that are due run in one transaction, so a database is of one version or of another, never
/// between. A migration that was released is never edited: its checksum is kept beside its number,
/// and a database that has another text is refused, as is one that a newer Ironpost made.
final class Migrations {
  /// In order; the first is number 1. Adding one is one line here and a file for each database.
  private static final List<String> NAMES = List.of("001-alerts");

  /// A semicolon at the end of a line; comments may have them elsewhere.
  private static final Pattern STATEMENT_END = Pattern.compile(";[ \t]*\n");

  private final Database database;
  private final List<String> names;

  Migrations(Database database) {
    this(database, NAMES);
  }

  Migrations(Database database, List<String> names) {
    this.database = database;
    this.names = List.copyOf(names);
  }

  /// Runs what is due, within a transaction.
  void run(Connection connection, Instant now) throws SQLException {
    database.lockSchema(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY,"
              + " name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)");
    }
    int done = checkDone(connection);
    for (int version = done + 1; version <= names.size(); version++) {
      apply(connection, version, now);
    }
  }

  /// How many are done; all of them must be known here, with the same text.
  private int checkDone(Connection connection) throws SQLException {
    int done = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT version, checksum FROM schema_version ORDER BY version")) {
      while (rows.next()) {
        int version = rows.getInt(1);
        if (version > names.size()) {
          throw refused(
              "has tables of version %d, this program knows up to %d: a newer Ironpost made it. Use that one, or another place for history."
                  .formatted(version, names.size()));
        }
        if (!rows.getString(2).equals(checksum(text(version)))) {
          throw refused(
              "has tables of version %d that were made by another text than this program's. Use the Ironpost that made it, or another place for history."
                  .formatted(version));
        }
        done = version;
      }
    }
    return done;
  }

  private HistoryException refused(String why) {
    return new HistoryException(Trouble.INCOMPATIBLE, database.place() + " " + why, null);
  }

  private void apply(Connection connection, int version, Instant now) throws SQLException {
    String text = text(version);
    try (Statement statement = connection.createStatement()) {
      for (String sql : STATEMENT_END.split(text)) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO schema_version (version, name, checksum, applied_at) VALUES (?, ?, ?, ?)")) {
      insert.setInt(1, version);
      insert.setString(2, names.get(version - 1));
      insert.setString(3, checksum(text));
      insert.setLong(4, Micros.of(now));
      insert.executeUpdate();
    }
  }

  /// Guards against editing, not against forgery.
  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(crc.getValue());
  }

  private String text(int version) {
    String resource = database.kind() + "/" + names.get(version - 1) + ".sql";
    try (InputStream in = Migrations.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing from the program: " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
