package io.ironpost.alerts.deliver;

import io.ironpost.alerts.sink.Message;
import io.ironpost.core.ledger.DropReason;

/// What is to be done with one entry of the spool.
sealed interface Errand {
  /// Of the entry; 0 for what is of no entry (a digest).
  long sequence();

  /// It goes to the receiver.
  record Carry(long sequence, Message message) implements Errand {}

  /// It does not.
  record Pass(long sequence, DropReason reason) implements Errand {}
}
