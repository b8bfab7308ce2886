package io.ironpost.daemon.control;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What waits for one listener of a stream, bounded by its size: texts may be of hundred bytes or
/// of a hundred kilobytes.
final class Mailbox {
  /// A listener may stop reading for some seconds of a busy stream. Four megabytes as Java keeps
  /// them at worst, times [ControlLimits#maxStreams()] listeners.
  static final long MAX_CHARS = 2_000_000;

  private final LinkedBlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final AtomicLong chars = new AtomicLong();

  /// False when there is no room; then nothing was added. An empty mailbox takes any text.
  boolean offer(String text) {
    long before = chars.getAndAdd(text.length());
    if (before > 0 && before + text.length() > MAX_CHARS) {
      chars.addAndGet(-text.length());
      return false;
    }
    return texts.add(text);
  }

  /// The next text; nothing when `most` has passed.
  Optional<String> take(Duration most) throws InterruptedException {
    String text = texts.poll(most.toMillis(), TimeUnit.MILLISECONDS);
    if (text != null) {
      chars.addAndGet(-text.length());
    }
    return Optional.ofNullable(text);
  }
}
