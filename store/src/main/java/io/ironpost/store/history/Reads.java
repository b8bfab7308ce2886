package io.ironpost.store.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A few connections that only read, opened when wanted. They neither wait for the writer nor hold
/// it up: both databases give a reader the state of its beginning.
final class Reads implements AutoCloseable {
  /// On two cores more at a time make each slower; each has a page cache of its own.
  private static final int MOST = 4;

  private record Kept(Connection connection, int generation) {}

  private final Database database;
  private final Writes writes;
  private final Semaphore places = new Semaphore(MOST, true);
  private final Deque<Kept> idle = new ArrayDeque<>();

  Reads(Database database, Writes writes) {
    this.database = database;
    this.writes = writes;
  }

  /// Runs a question. Waits for a free connection as long as a question may take.
  <T> T ask(Writes.Work<T> question) {
    takePlace();
    try {
      return OwnThread.run("history-read", () -> answered(question));
    } catch (SQLException failure) {
      Trouble trouble = database.trouble(failure);
      throw new HistoryException(
          trouble,
          "%s %s: %s".formatted(database.place(), trouble.words(), failure.getMessage()),
          failure);
    } finally {
      places.release();
    }
  }

  /// An interruption is kept for later, as in [OwnThread].
  private void takePlace() {
    long deadline = System.nanoTime() + Database.READ_LIMIT.toNanos();
    boolean interrupted = false;
    boolean taken = false;
    long left = Database.READ_LIMIT.toNanos();
    while (!taken && left > 0) {
      try {
        taken = places.tryAcquire(left, TimeUnit.NANOSECONDS);
      } catch (InterruptedException _) {
        interrupted = true;
      }
      left = deadline - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!taken) {
      throw new HistoryException(
          Trouble.TOO_SLOW, database.place() + " has too many questions at once", null);
    }
  }

  private <T> T answered(Writes.Work<T> question) throws SQLException {
    writes.prepare();
    int generation = writes.generation();
    Connection connection = idleOne(generation);
    boolean sound = false;
    try {
      database.beginReading(connection);
      T answer = question.on(connection);
      sound = true;
      return answer;
    } finally {
      if (sound) {
        keep(new Kept(connection, generation));
      } else {
        connection.close();
      }
    }
  }

  private Connection idleOne(int generation) throws SQLException {
    while (true) {
      Kept kept;
      synchronized (idle) {
        kept = idle.pollLast();
      }
      if (kept == null) {
        return database.openReader();
      }
      if (kept.generation() == generation && kept.connection().isValid(1)) {
        return kept.connection();
      }
      kept.connection().close();
    }
  }

  private void keep(Kept kept) {
    synchronized (idle) {
      idle.addLast(kept);
    }
  }

  @Override
  public void close() {
    synchronized (idle) {
      for (Kept kept : idle) {
        try {
          kept.connection().close();
        } catch (SQLException _) {
          // it only read
        }
      }
      idle.clear();
    }
  }
}
