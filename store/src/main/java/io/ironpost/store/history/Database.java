package io.ironpost.store.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// What differs between the databases. All statements that are not here are the same for both.
sealed interface Database permits SqliteDatabase, PostgresDatabase {
  /// How long a question of a user may take.
  Duration READ_LIMIT = Duration.ofSeconds(10);

  /// How long a writer waits for a lock that another program holds.
  Duration LOCK_LIMIT = Duration.ofSeconds(5);

  static Database of(HistoryPlace place) {
    return switch (place) {
      case HistoryPlace.SqliteFile(var file) -> new SqliteDatabase(file);
      case HistoryPlace.Postgres postgres -> new PostgresDatabase(postgres);
    };
  }

  /// The word for people, and the folder of the migrations.
  String kind();

  /// Where it is, for messages.
  String place();

  /// A connection that writes, in auto-commit.
  Connection openWriter() throws SQLException;

  /// A connection that cannot write and gives up after [#READ_LIMIT].
  Connection openReader() throws SQLException;

  /// `reader` is about to be used for one question.
  void beginReading(Connection reader) throws SQLException;

  /// Until the end of the transaction nobody else changes the schema.
  void lockSchema(Connection writer) throws SQLException;

  /// Bytes in use.
  long bytes(Connection connection) throws SQLException;

  /// Gives some free space back to the disk, within a few milliseconds; false when there is no
  /// more. Outside of any transaction.
  boolean shrink(Connection writer) throws SQLException;

  /// What kind of trouble an exception tells of.
  Trouble trouble(SQLException failure);

  /// Puts a damaged database away, so that the next connection begins a new one, and says where it
  /// is; empty when that is not for this program to do.
  String putAside(String stamp) throws SQLException;
}
