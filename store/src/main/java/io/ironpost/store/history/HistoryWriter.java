package io.ironpost.store.history;

import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.ledger.Account;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.core.spool.SpoolEntry;
import io.ironpost.core.spool.SpoolReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/// Carries alerts from the spool to [History].
///
/// A batch is whatever the spool has at the moment, up to a limit: one alert is there after
/// milliseconds, a flood is written a thousand at a time. It is acknowledged to the spool after the
/// commit. A crash between the two delivers it again, and history takes nothing twice.
///
/// A database that is down or locked is a failure of the module: the supervisor starts it again and
/// the spool keeps what is to be written. One alert that the database refuses must not stop the
/// others for ever, so a refused batch is halved until the one is found, which is counted as lost.
public final class HistoryWriter implements Module {
  /// Enough that a commit's fsync is shared by many.
  private static final int MOST_ENTRIES = 1_000;

  /// Entries are asked for by number, so the number falls as they grow: a thousand alerts with a
  /// mebibyte of evidence each would not fit the heap.
  private static final long MOST_BYTES = 4L << 20;

  /// How long to wait for the first entry; only how often the thread looks up.
  private static final Duration LOOK_UP = Duration.ofSeconds(1);

  private final History history;
  private final String reader;
  private final LongFunction<SpoolReader> spool;
  private final Function<byte[], AlertUpdate> decoder;
  private final Account account;
  private volatile boolean stopping;
  private volatile long backlog;

  /// @param reader the name that the cursor is kept under; where several hosts share a database
  ///   each needs its own
  /// @param spool opens the spool after a sequence; from its oldest entry when it does not reach as
  ///   far (it was begun anew)
  /// @param decoder of a payload, which is the alert in native JSON; throws an unchecked exception
  ///   for one that it cannot read
  /// @param account where what comes and what is kept is booked
  public HistoryWriter(
      History history,
      String reader,
      LongFunction<SpoolReader> spool,
      Function<byte[], AlertUpdate> decoder,
      Account account) {
    this.history = history;
    this.reader = reader;
    this.spool = spool;
    this.decoder = decoder;
    this.account = account;
  }

  @Override
  public String name() {
    return "history";
  }

  @Override
  public void start() throws InterruptedException {
    int most = MOST_ENTRIES;
    try (SpoolReader entries = spool.apply(history.cursor(reader))) {
      while (!stopping || entries.backlog() > 0) {
        List<SpoolEntry> batch = entries.next(most, stopping ? Duration.ZERO : LOOK_UP);
        if (batch.isEmpty() && stopping) {
          return;
        }
        if (!batch.isEmpty()) {
          keep(batch);
          entries.acknowledge(batch.getLast().sequence());
          most = mostOf(batch);
        }
        backlog = entries.backlog();
      }
    }
  }

  private static int mostOf(List<SpoolEntry> batch) {
    long bytes = batch.stream().mapToLong(entry -> entry.payload().length).sum();
    long average = Math.max(1, bytes / batch.size());
    return Math.clamp(MOST_BYTES / average, 1, MOST_ENTRIES);
  }

  private record Numbered(long sequence, SpooledAlert alert) {}

  private void keep(List<SpoolEntry> batch) {
    List<Numbered> alerts = new ArrayList<>(batch.size());
    for (SpoolEntry entry : batch) {
      decoded(entry).ifPresent(alerts::add);
    }
    write(alerts, batch.getLast().sequence());
    // Booked when it is over: what fails comes again and would be booked twice.
    int unreadable = batch.size() - alerts.size();
    account.received(unreadable);
    account.dropped(DropReason.UNSTORABLE, unreadable);
  }

  private Optional<Numbered> decoded(SpoolEntry entry) {
    try {
      SpooledAlert alert = new SpooledAlert(decoder.apply(entry.payload()), entry.payload());
      return Optional.of(new Numbered(entry.sequence(), alert));
    } catch (RuntimeException _) {
      return Optional.empty();
    }
  }

  private void write(List<Numbered> alerts, long upTo) {
    try {
      history.write(reader, upTo, alerts.stream().map(Numbered::alert).toList());
      account.received(alerts.size());
      account.delivered(alerts.size());
    } catch (HistoryException failure) {
      if (failure.trouble() != Trouble.REFUSES_DATA || alerts.isEmpty()) {
        throw failure;
      }
      writeWithout(alerts, upTo);
    }
  }

  private void writeWithout(List<Numbered> alerts, long upTo) {
    if (alerts.size() == 1) {
      history.write(reader, upTo, List.of());
      account.received(1);
      account.dropped(DropReason.UNSTORABLE, 1);
      return;
    }
    List<Numbered> first = alerts.subList(0, alerts.size() / 2);
    write(first, first.getLast().sequence());
    write(alerts.subList(first.size(), alerts.size()), upTo);
  }

  /// Writes what the spool has, then ends.
  @Override
  public void stop() {
    stopping = true;
  }

  /// Entries that wait in the spool, as last seen.
  public long backlog() {
    return backlog;
  }

  @Override
  public Health health() {
    return history.health();
  }
}
