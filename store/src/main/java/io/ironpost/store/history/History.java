package io.ironpost.store.history;

import io.ironpost.core.module.Health;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The alerts that were told, in SQLite or PostgreSQL.
///
/// Made without touching the database: it is opened, and its tables are brought up to date, when it
/// is first used, and again after any failure, so that a program can start while its database is
/// down. Everything may be called from any thread; what fails throws a [HistoryException].
///
/// One connection writes, a few read beside it ([Writes], [Reads]).
public final class History implements AutoCloseable {
  private final Database database;
  private final InstantSource clock;
  private final Writes writes;
  private final Reads reads;

  /// @param clock stamps acknowledgements and migrations
  public History(HistoryPlace place, InstantSource clock) {
    this(Database.of(place), clock);
  }

  History(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.writes = new Writes(database, clock);
    this.reads = new Reads(database, writes);
  }

  /// Opens the database and brings its tables up to date, if that was not done yet. Who wants to
  /// fail at once rather than try for ever calls this first.
  public void prepare() {
    writes.prepare();
  }

  /// Where it is, without secrets.
  public String place() {
    return database.place();
  }

  /// Up to where `reader` has come in its spool; 0 when it has not begun.
  public long cursor(String reader) {
    return writes.transaction(connection -> Meta.cursor(connection, reader));
  }

  /// Keeps alerts and the sequence up to which `reader` has come, both or neither. Of an alert the
  /// highest revision stays, so it does no harm to write the same again.
  public Written write(String reader, long sequence, List<SpooledAlert> alerts) {
    return writes.transaction(connection -> {
      Written written = new AlertWriting(connection).write(alerts);
      Meta.setCursor(connection, reader, sequence);
      return written;
    });
  }

  /// A page of alerts, newest first.
  public List<AlertRow> list(AlertQuery query) {
    return reads.ask(connection -> AlertReading.list(connection, query));
  }

  /// One alert with its evidence.
  public Optional<AlertDetails> find(String id) {
    return reads.ask(connection -> AlertReading.find(connection, id));
  }

  /// Writes down that somebody has seen to an alert, in the place of what somebody said before.
  /// False when there is no such alert.
  public boolean acknowledge(String id, String by, String note) {
    return writes.transaction(connection -> {
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE alerts SET acked_by = ?, acked_at = ?, ack_note = ? WHERE id = ?")) {
        update.setString(1, StoredText.of(by));
        update.setLong(2, Micros.of(clock.instant()));
        update.setString(3, StoredText.of(note));
        update.setString(4, StoredText.indexed(id));
        return update.executeUpdate() == 1;
      }
    });
  }

  /// Alerts of each severity last seen at `from` or later, the worst first. [Instant#MIN] for all.
  public List<Tally> bySeverity(Instant from) {
    return reads.ask(connection -> Tallies.bySeverity(connection, from));
  }

  /// The rules with the most alerts.
  public List<Tally> byRule(Instant from, int limit) {
    return reads.ask(connection -> Tallies.byRule(connection, from, limit));
  }

  /// The values of an entity (`src_ip`) with the most alerts.
  public List<Tally> byEntity(String name, Instant from, int limit) {
    return reads.ask(connection -> Tallies.byEntity(connection, name, from, limit));
  }

  /// What is kept.
  public HistoryStats stats() {
    return reads.ask(connection -> Tallies.stats(connection, database));
  }

  /// How the last writing went; degraded for as long as the program runs after a damaged file had
  /// to be put aside. Does not ask the database.
  public Health health() {
    return writes.health();
  }

  /// See [AlertRemoval#removeOldest].
  int removeOldest(Instant closedBefore, Instant openBefore, int most) {
    return writes.transaction(connection ->
        AlertRemoval.removeOldest(
            connection, Micros.of(closedBefore), Micros.of(openBefore), most));
  }

  long bytes() {
    return reads.ask(database::bytes);
  }

  /// See [Database#shrink].
  boolean shrink() {
    return writes.unattended(database::shrink);
  }

  /// Waits for what is being written.
  @Override
  public void close() {
    reads.close();
    writes.close();
  }
}
