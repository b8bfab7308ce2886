package io.ironpost.core.channel;

import io.ironpost.core.ledger.DropReason;

/// Told of everything that a channel took or was offered and will not hand out: books it, and
/// settles what hangs on it (a batch's ack). Called on the thread that caused the loss, outside the
/// lock.
@FunctionalInterface
public interface Losses<T> {
  void lost(T item, DropReason reason);
}
