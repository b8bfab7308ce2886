package io.ironpost.bench.live;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The alerts of a history in SQLite.
record KeptAlerts(List<Row> rows) {
  /// @param group by whom repeats folded
  record Row(String id, String title, String group, long count) {}

  static KeptAlerts read(Path dataDir) {
    List<Row> rows = new ArrayList<>();
    String url = "jdbc:sqlite:" + dataDir.resolve("history.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT id, title, group_key, count FROM alerts")) {
      while (found.next()) {
        rows.add(
            new Row(found.getString(1), found.getString(2), found.getString(3), found.getLong(4)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new KeptAlerts(rows);
  }
}
