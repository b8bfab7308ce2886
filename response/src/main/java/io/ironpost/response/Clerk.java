package io.ironpost.response;

import io.ironpost.response.journal.ActionBook;
import io.ironpost.response.journal.ActionRecord;
import io.ironpost.response.journal.Journal;
import java.util.List;
import java.util.function.Consumer;

/// Carries what changed on the desk to the journal and then to those who listen. Many changes share
/// one sync. The desk is not held while the disk is waited for.
final class Clerk {
  private final Desk desk;
  private final Journal journal;
  private final Consumer<ActionRecord> listener;

  Clerk(Desk desk, Journal journal, Consumer<ActionRecord> listener) {
    this.desk = desk;
    this.journal = journal;
    this.listener = listener;
  }

  /// @return whether all that was decided before the call is durable
  synchronized boolean write() {
    ActionBook.Changes changes;
    synchronized (desk) {
      changes = desk.book.takeChanges();
    }
    if (!changes.isAll()) {
      journal.distrust();
    }
    boolean isSafe = journal.write(changes.records(), this::all);
    changes.records().forEach(this::tell);
    return isSafe;
  }

  /// The file is to hold no more than the book does.
  synchronized void tidy() {
    journal.distrust();
  }

  private List<ActionRecord> all() {
    synchronized (desk) {
      return desk.book.all();
    }
  }

  /// Who listens must not stop the answer.
  private void tell(ActionRecord record) {
    try {
      listener.accept(record);
    } catch (RuntimeException _) {
      desk.tallies.faults.increment();
    }
  }

  /// Why actions are not durable now; empty when they are.
  String trouble() {
    return journal.trouble();
  }
}
