package io.ironpost.logs.collect;

import java.util.ArrayDeque;

/// Buffers that are used again once their batch is done.
///
/// It never waits: a sink that settles batches in order may hold many, and waiting here for one of
/// them could stop both. What bounds the number of buffers in flight is the sink.
public final class BufferPool {
  /// Free buffers kept; two workers with a batch each, one being read, one to spare.
  private static final int MAX_FREE = 4;

  private final ArrayDeque<byte[]> free = new ArrayDeque<>(MAX_FREE);
  private final int bufferBytes;

  public BufferPool(int bufferBytes) {
    this.bufferBytes = bufferBytes;
  }

  public byte[] take() {
    synchronized (free) {
      byte[] buffer = free.pollLast();
      return buffer == null ? new byte[bufferBytes] : buffer;
    }
  }

  public void giveBack(byte[] buffer) {
    synchronized (free) {
      if (free.size() < MAX_FREE) {
        free.addLast(buffer);
      }
    }
  }
}
