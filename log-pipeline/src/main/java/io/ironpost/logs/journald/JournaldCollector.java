package io.ironpost.logs.journald;

import io.ironpost.core.ledger.Account;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.logs.collect.BatchSink;
import io.ironpost.logs.collect.FileCollector;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Follows the systemd journal by running journalctl, an entry a line as JSON.
///
/// Nothing is lost on the way: every batch carries the cursor of its last entry, and whoever starts
/// with that cursor goes on after it. When journalctl ends, this ends too, with what it said; the
/// supervisor starts both again.
public final class JournaldCollector implements Module {
  public static final String NAME = "journald";

  /// How journalctl says that it does not know a cursor ("Failed to seek to cursor: …").
  private static final String CURSOR_REFUSED = "seek to cursor";

  private final JournaldSettings settings;
  private final Account account;
  private final BatchSink sink;
  private volatile @Nullable Journalctl running;
  private volatile boolean stopping;

  /// After what was handed on, also over restarts of this module.
  private JournalPlace place;

  /// @param positions of the last checkpoint, by key; ours is under [#NAME]
  public JournaldCollector(
      JournaldSettings settings, Map<String, String> positions, BatchSink sink, Ledger ledger) {
    this.settings = settings;
    this.account = ledger.account(FileCollector.STAGE, NAME);
    this.sink = sink;
    this.place = JournalPlace.of(positions.getOrDefault(NAME, ""));
  }

  @Override
  public String name() {
    return NAME;
  }

  /// journalctl says on its error output what it may not read ("You are currently not seeing
  /// messages from other users and the system").
  @Override
  public Health health() {
    Journalctl journalctl = running;
    String said = journalctl == null ? "" : journalctl.said();
    return said.isEmpty() ? new Health.Up() : new Health.Degraded("journalctl says: " + said);
  }

  /// Reads on a platform thread of its own: reading a pipe holds its thread.
  @Override
  public void start() throws Exception {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread reader = Thread.ofPlatform().name(NAME).daemon().start(() -> run(end));
    try {
      end.get();
    } catch (InterruptedException e) {
      reader.interrupt();
      endJournalctl();
      reader.join();
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception failure ? failure : e;
    }
  }

  private void run(CompletableFuture<Void> end) {
    try {
      follow();
      end.complete(null);
    } catch (Throwable e) {
      end.completeExceptionally(e);
    }
  }

  private void follow() throws IOException, InterruptedException {
    if (!place.isKnown()) {
      place = Journalctl.beginning(settings);
    }
    EntryReader entries = new EntryReader(place, account, sink);
    try (Journalctl journalctl = Journalctl.follow(settings, place)) {
      running = journalctl;
      if (stopping || Thread.currentThread().isInterrupted()) {
        journalctl.end(); // asked for before there was one
      }
      read(entries, journalctl);
      if (!stopping) {
        throw ended(journalctl);
      }
    } finally {
      running = null;
    }
  }

  private void read(EntryReader entries, Journalctl journalctl)
      throws IOException, InterruptedException {
    try {
      entries.readAll(journalctl.output());
    } finally {
      place = entries.place();
    }
  }

  /// A cursor that is refused would be refused for ever; what lies between it and where the reading
  /// begins anew is booked as one loss, for nobody knows how much that is.
  private JournalctlException ended(Journalctl journalctl) throws InterruptedException {
    JournalctlException failure = journalctl.awaitEnd();
    if (journalctl.said().contains(CURSOR_REFUSED)) {
      place = JournalPlace.NOWHERE;
      account.received(1);
      account.dropped(DropReason.UNREADABLE, 1);
    }
    return failure;
  }

  /// Whether journalctl is running.
  public boolean isFollowing() {
    return running != null;
  }

  @Override
  public void stop() {
    stopping = true;
    endJournalctl();
  }

  private void endJournalctl() {
    Journalctl journalctl = running;
    if (journalctl != null) {
      journalctl.end();
    }
  }
}
