package io.ironpost.core.channel;

import io.ironpost.core.ledger.DropReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A bounded way from some threads to others, in order.
///
/// What travels is a batch, so one lock per thing is cheap: at 64 KiB a batch, a million lines per
/// second are some 1,700 passages. Everything [#put] took is either handed out by [#take] or told
/// to [Losses], once; a [#put] that was interrupted took nothing.
///
/// [#close] ends it from the sending side: what is inside is still handed out. [#abandon] ends it
/// from the receiving side: what is inside is lost, with [DropReason#STOPPED].
public final class Channel<T> implements AutoCloseable {
  private final int capacity;
  private final Overflow overflow;
  private final Losses<? super T> losses;
  private final ArrayDeque<T> waiting = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition something = lock.newCondition();
  private boolean closed;

  /// @param capacity how many things (batches) wait at most, at least 1
  public Channel(int capacity, Overflow overflow, Losses<? super T> losses) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a channel holds at least 1, not " + capacity);
    }
    this.capacity = capacity;
    this.overflow = overflow;
    this.losses = losses;
  }

  /// Hands `item` over, waiting for room where the policy says so. False when the channel will not
  /// deliver it, because it is closed or the policy drops the newest; it was told to [Losses] then.
  public boolean put(T item) throws InterruptedException {
    Optional<Loss<T>> loss;
    lock.lockInterruptibly();
    try {
      while (!closed && overflow == Overflow.BLOCK && waiting.size() == capacity) {
        room.await();
      }
      loss = enter(item);
    } finally {
      lock.unlock();
    }
    loss.ifPresent(l -> losses.lost(l.item, l.reason));
    return loss.isEmpty() || !loss.get().ofTheNewOne;
  }

  private record Loss<T>(T item, DropReason reason, boolean ofTheNewOne) {}

  private Optional<Loss<T>> enter(T item) {
    if (closed) {
      return Optional.of(new Loss<>(item, DropReason.STOPPED, true));
    }
    if (waiting.size() < capacity) {
      add(item);
      return Optional.empty();
    }
    if (overflow == Overflow.DROP_NEWEST) {
      return Optional.of(new Loss<>(item, DropReason.BUFFER_FULL, true));
    }
    T oldest = waiting.removeFirst();
    add(item);
    return Optional.of(new Loss<>(oldest, DropReason.BUFFER_FULL, false));
  }

  private void add(T item) {
    waiting.addLast(item);
    something.signal();
  }

  /// The next thing, waiting for one; empty when the channel is closed and nothing is left.
  public Optional<T> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && !closed) {
        something.await();
      }
      Optional<T> next = Optional.ofNullable(waiting.pollFirst());
      room.signal();
      return next;
    } finally {
      lock.unlock();
    }
  }

  /// No more goes in; what is inside still comes out. Senders that wait get false.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
      something.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Closes, and gives up what nobody took.
  public void abandon() {
    close();
    List<T> left;
    lock.lock();
    try {
      left = new ArrayList<>(waiting);
      waiting.clear();
    } finally {
      lock.unlock();
    }
    left.forEach(item -> losses.lost(item, DropReason.STOPPED));
  }

  /// How many things wait now.
  public int depth() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  public int capacity() {
    return capacity;
  }
}
