package io.ironpost.logs.network;

import io.ironpost.core.channel.Channel;
import io.ironpost.core.channel.Overflow;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.logs.network.Intake.Numbered;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Between the thread that reads datagrams, which must never wait, and the next stage, which may
/// take its time.
///
/// Datagrams gather in one buffer per sender. All of them together, a load, go on as soon as
/// nothing is waiting before them, or when the load is full: so a quiet line waits for nobody, and
/// under load batches are large. Full loads wait in a [Channel]; when that is full, its [Overflow]
/// says whether the oldest load goes, the newest, or the reader waits and the kernel drops. Memory
/// is bounded by the number of loads and the size of one, counted as what is allocated.
///
/// All methods are for the reading thread.
final class DatagramQueue {
  /// Large enough that passing it costs nothing per line; small enough that losing one is no hole.
  static final int LOAD_BYTES = 1 << 20;

  private final Intake intake;
  private final int maxMessageBytes;
  private final Channel<List<Numbered>> loads;
  private final Thread forwarder;
  private final Map<String, LineBuffer> gathering = new LinkedHashMap<>();
  private int gatheredBytes;
  private volatile @Nullable RuntimeException failure;

  /// @param queueBytes what may wait, at least one load
  DatagramQueue(
      String listener, Intake intake, int maxMessageBytes, int queueBytes, Overflow overflow) {
    this.intake = intake;
    this.maxMessageBytes = maxMessageBytes;
    this.loads =
        new Channel<>(
            Math.max(1, queueBytes / LOAD_BYTES),
            overflow,
            (load, reason) -> intake.dropped(reason, linesOf(load)));
    this.forwarder = Thread.ofVirtual().name(listener + " forwarder").start(this::forward);
  }

  private static long linesOf(List<Numbered> load) {
    return load.stream().mapToLong(Numbered::count).sum();
  }

  /// Takes in one message: what remains in `datagram`.
  ///
  /// @param length how long it was when it was sent; of a longer one only the beginning was read
  void add(String source, ByteBuffer datagram, int length) throws InterruptedException {
    LineBuffer lines = gathering.computeIfAbsent(source, _ -> new LineBuffer(maxMessageBytes));
    int before = lines.capacity();
    boolean isWhole = length <= datagram.remaining();
    lines.add(datagram);
    LineBuffer.Ended ended = lines.end();
    intake.received(isWhole ? ended : LineBuffer.Ended.CUT);
    gatheredBytes += lines.capacity() - before;
    if (gatheredBytes >= LOAD_BYTES) {
      handOver();
    }
  }

  boolean isEmpty() {
    return gathering.isEmpty();
  }

  /// Hands over what was gathered if nothing waits before it. To be called when there is nothing to
  /// read.
  ///
  /// @throws RuntimeException what the next stage failed with
  void settle() throws InterruptedException {
    RuntimeException failed = failure;
    if (failed != null) {
      throw failed;
    }
    if (!gathering.isEmpty() && loads.depth() == 0) {
      handOver();
    }
  }

  private void handOver() throws InterruptedException {
    List<Numbered> load = new ArrayList<>(gathering.size());
    gathering.forEach((source, lines) -> load.add(intake.number(source, lines.take())));
    gathering.clear();
    gatheredBytes = 0;
    try {
      loads.put(load);
    } catch (InterruptedException e) {
      intake.dropped(DropReason.STOPPED, linesOf(load));
      throw e;
    }
  }

  private void forward() {
    try {
      for (var load = loads.take(); load.isPresent(); load = loads.take()) {
        handOn(load.get());
      }
    } catch (InterruptedException _) {
      loads.abandon();
    } catch (RuntimeException e) {
      failure = e;
      loads.abandon();
    }
  }

  /// Every line of the load is booked, also when the next stage fails in its middle.
  private void handOn(List<Numbered> load) throws InterruptedException {
    int next = 0;
    try {
      while (next < load.size()) {
        intake.handOn(load.get(next++));
      }
    } finally {
      intake.dropped(DropReason.STOPPED, linesOf(load.subList(next, load.size())));
    }
  }

  /// Hands on all that was taken in, and waits until that is done.
  void finish() throws InterruptedException {
    if (!gathering.isEmpty()) {
      handOver();
    }
    loads.close();
    forwarder.join();
  }

  /// Gives up what is not handed on yet. Does nothing after [#finish].
  void abandon() {
    gathering.values().forEach(lines -> intake.dropped(DropReason.STOPPED, lines.count()));
    gathering.clear();
    loads.abandon();
    forwarder.interrupt();
  }
}
