package io.ironpost.store.history;

import io.ironpost.core.module.Health;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// The one connection that writes, used by one thread at a time in the order of asking: the lock is
/// fair, so that retention, which takes it thousands of times, cannot keep the writer out for
/// longer than one of its small transactions. (SQLite's own lock is polled with growing pauses and
/// knows no order.)
///
/// Whatever fails is rolled back and the connection thrown away; the next transaction opens a new
/// one. Trying again is the caller's.
final class Writes implements AutoCloseable {
  /// Work on the connection.
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Database database;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock(true);
  private Optional<Connection> open = Optional.empty();
  private boolean closed;
  private volatile Health health = new Health.Up();

  /// What an operator must hear until the next start: a database was lost.
  private volatile String putAside = "";

  /// Counts databases: readers of an earlier one must not be used any more.
  private final AtomicInteger generation = new AtomicInteger();

  /// Whether there is a connection and its tables are up to date.
  private volatile boolean prepared;

  Writes(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// Runs `work` as one transaction: all of it is kept when this returns, nothing when it throws.
  <T> T transaction(Work<T> work) {
    return exclusively(connection -> inTransaction(connection, work));
  }

  /// By switching auto-commit, which ends a transaction in both drivers: after `commit()` SQLite's
  /// begins the next one at once, and would hold the write lock while nothing is written.
  private static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    T result = work.on(connection);
    connection.setAutoCommit(true);
    return result;
  }

  /// Runs `work` outside of any transaction.
  <T> T unattended(Work<T> work) {
    return exclusively(work);
  }

  private <T> T exclusively(Work<T> work) {
    lock.lock();
    try {
      T result = OwnThread.run("history-write", () -> work.on(connection()));
      health = new Health.Up();
      return result;
    } catch (SQLException failure) {
      throw failed(failure);
    } catch (HistoryException failure) {
      drop();
      health = new Health.Down(failure.getMessage());
      throw failure;
    } catch (RuntimeException | Error failure) {
      drop();
      throw failure;
    } finally {
      lock.unlock();
    }
  }

  private Connection connection() throws SQLException {
    if (closed) {
      throw new SQLException("history is closed", "08003");
    }
    if (open.isPresent()) {
      return open.get();
    }
    Connection fresh = database.openWriter();
    open = Optional.of(fresh);
    inTransaction(
        fresh,
        connection -> {
          new Migrations(database).run(connection, clock.instant());
          return true;
        });
    prepared = true;
    return fresh;
  }

  private HistoryException failed(SQLException failure) {
    Trouble trouble = database.trouble(failure);
    drop();
    String message = "%s %s: %s".formatted(database.place(), trouble.words(), failure.getMessage());
    if (trouble == Trouble.DAMAGED) {
      message = message + putAside();
    }
    if (trouble != Trouble.REFUSES_DATA) { // the writer finds the one that is refused
      health = new Health.Down(message);
    }
    return new HistoryException(trouble, message, failure);
  }

  private String putAside() {
    try {
      String where = database.putAside(STAMP.format(clock.instant()));
      if (where.isEmpty()) {
        return "";
      }
      generation.incrementAndGet();
      putAside =
          "%s was damaged; it is kept as %s and a new one was begun. Older alerts are in it only (try `sqlite3 %s .recover`)."
              .formatted(database.place(), where, where);
      return "; it is put aside as " + where;
    } catch (SQLException e) {
      return "; " + e.getMessage();
    }
  }

  /// Closing rolls back (both drivers); the failure that led here is what counts.
  private void drop() {
    open.ifPresent(connection -> {
      try {
        OwnThread.run(
            "history-close",
            () -> {
              connection.close();
              return true;
            });
      } catch (SQLException _) {
        // it is given up either way
      }
    });
    open = Optional.empty();
    prepared = false;
  }

  /// Opens and prepares the database when that was not done yet. Readers call this each time, so it
  /// takes the lock then only.
  void prepare() {
    if (!prepared) {
      exclusively(_ -> true);
    }
  }

  int generation() {
    return generation.get();
  }

  Health health() {
    Health now = health;
    return now instanceof Health.Up && !putAside.isEmpty() ? new Health.Degraded(putAside) : now;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      drop();
    } finally {
      lock.unlock();
    }
  }
}
