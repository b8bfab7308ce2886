package io.ironpost.store.history;

import io.ironpost.core.config.Secret;
import java.nio.file.Path;
import java.util.Map;

/// Where history is kept.
public sealed interface HistoryPlace {
  /// The file's name when nobody chose one.
  String DEFAULT_FILE = "history.db";

  /// A SQLite file; its folder must exist.
  record SqliteFile(Path file) implements HistoryPlace {
    @Override
    public String toString() {
      return "sqlite " + file;
    }
  }

  /// A PostgreSQL database.
  ///
  /// @param address `host:port/database`, for messages: no secrets in it
  /// @param jdbcUrl without user and password
  /// @param parameters the driver's, other than user and password
  record Postgres(
      String address, String jdbcUrl, String user, Secret password, Map<String, String> parameters)
      implements HistoryPlace {
    public Postgres {
      parameters = Map.copyOf(parameters);
    }

    @Override
    public String toString() {
      return "postgresql " + address;
    }
  }

  /// Reads the setting: empty for the default file in `dataDir`, `sqlite:PATH` or a path, or
  /// `postgresql://user:password@host:port/database?sslmode=…`.
  ///
  /// @throws IllegalArgumentException saying what is wrong; never with the password in it
  static HistoryPlace of(String url, Path dataDir) {
    if (url.isBlank()) {
      return new SqliteFile(dataDir.resolve(DEFAULT_FILE));
    }
    if (PostgresUrl.isOne(url)) {
      return PostgresUrl.read(url);
    }
    String path = url.startsWith("sqlite:") ? url.substring("sqlite:".length()) : url;
    if (path.contains("://")) {
      throw new IllegalArgumentException(
          "history is kept in a file or at postgresql://…, not at " + new Secret(url).masked());
    }
    return new SqliteFile(dataDir.resolve(path));
  }
}
