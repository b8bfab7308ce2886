package io.ironpost.rules.correlate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Counts distinct values (or combinations of values) in each window.
///
/// Each (group, value) pair has an id and a count of its events in the window; the number of ids
/// whose count is not 0 is what conditions compare. An event costs one look-up, however big the
/// window: engines that count anew per event fall to tens of thousands of events per second.
final class DistinctTally implements Measure {
  private static final int OWN_CELLS = 3;
  private static final int ENTRIES = KeyTable.OWN; // in memory, in the window or not
  private static final int IN_WINDOW = KeyTable.OWN + 1;
  private static final int IN_SCRATCH = KeyTable.OWN + 2;

  private final KeyTable symbols;
  private final Bounds bounds;
  private final KeyBuffer key;
  private int[] distinct = new int[8];

  DistinctTally(Arena arena, Bounds bounds, long hashSeed) {
    this.symbols = new KeyTable(arena, OWN_CELLS);
    this.bounds = bounds;
    this.key = new KeyBuffer(hashSeed);
  }

  @Override
  public Overflow overflow() {
    return Overflow.KEEP_LATEST;
  }

  @Override
  public int payloadInts() {
    return 1;
  }

  @Override
  public boolean read(Feed feed, byte[] @Nullable [] values) {
    key.clear().appendInt(0);
    for (int slot : feed.valueSlots()) {
      byte[] value = values[slot];
      if (value == null) {
        return false;
      }
      key.appendPart(value);
    }
    return true;
  }

  @Override
  public long payload(int group) {
    Arena.INT.set(key.bytes, 0, group);
    int hash = key.hash();
    int symbol = symbols.find(key, hash);
    if (symbol == KeyTable.NONE) {
      symbol = symbols.add(key, hash);
    }
    symbols.set(symbol, ENTRIES, symbols.get(symbol, ENTRIES) + 1);
    return symbol;
  }

  @Override
  public void release(long payload) {
    int symbol = (int) payload;
    int entries = symbols.get(symbol, ENTRIES) - 1;
    symbols.set(symbol, ENTRIES, entries);
    if (entries == 0) {
      symbols.remove(symbol);
    }
  }

  @Override
  public boolean newToScratch(long payload) {
    return symbols.get((int) payload, IN_SCRATCH) == 0;
  }

  @Override
  public void ensure(int limit) {
    if (limit > distinct.length) {
      distinct = Arrays.copyOf(distinct, Math.max(limit, distinct.length + distinct.length / 2));
    }
  }

  @Override
  public void add(int group, long time, long payload, int weight) {
    int cell = group == SCRATCH ? IN_SCRATCH : IN_WINDOW;
    int symbol = (int) payload;
    int events = symbols.get(symbol, cell);
    symbols.set(symbol, cell, events + 1);
    distinct[group] += events == 0 ? 1 : 0;
  }

  @Override
  public void remove(int group, long payload, int weight) {
    int cell = group == SCRATCH ? IN_SCRATCH : IN_WINDOW;
    int symbol = (int) payload;
    int events = symbols.get(symbol, cell) - 1;
    symbols.set(symbol, cell, events);
    distinct[group] -= events == 0 ? 1 : 0;
  }

  /// The tracker has removed every event before; what is left to forget is nothing.
  @Override
  public void clear(int group) {
    distinct[group] = 0;
  }

  @Override
  public double value(int group, long windowStart) {
    return distinct[group];
  }

  @Override
  public boolean holds(int group, long windowStart) {
    return bounds.hold(distinct[group]);
  }

  @Override
  public boolean ordered() {
    return false;
  }

  @Override
  public long bytes() {
    return symbols.bytes() + 4L * distinct.length;
  }

  @Override
  public void savePayload(long payload, DataOutput out) throws IOException {
    byte[] name = symbols.key((int) payload);
    out.writeInt(name.length - Integer.BYTES);
    out.write(name, Integer.BYTES, name.length - Integer.BYTES);
  }

  @Override
  public long loadPayload(int group, DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > KeyBuffer.MAX_BYTES) {
      throw new IOException("a value of " + length + " bytes");
    }
    byte[] name = new byte[length];
    in.readFully(name);
    key.clear().appendInt(0);
    key.appendRaw(name);
    return payload(group);
  }

  @Override
  public void move() {
    symbols.moveAll();
  }
}
