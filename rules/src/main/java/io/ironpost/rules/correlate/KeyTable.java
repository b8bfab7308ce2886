package io.ironpost.rules.correlate;

import java.util.Arrays;

/// A hash table from key bytes to small numbers (ids), each with a few ints of its owner's beside
/// it in one array, so that a look-up touches few cache lines: the slot, the cells, the key.
///
/// Open addressing with linear probing and backward-shift deletion. A slot holds the id and 8 bits
/// of the hash, so most strangers are refused without looking at their cells. Full keys are
/// compared always: a 32-bit hash alone would let one source speak for another.
final class KeyTable {
  static final int NONE = 0;
  static final int MAX_IDS = (1 << 24) - 1;

  /// The owner's first cell.
  static final int OWN = 2;

  private static final int HASH = 0;
  private static final int KEY = 1;
  private static final int TAG_SHIFT = 24;
  private static final int SHORT_KEY = 255; // longer keys say their length in 3 bytes

  private final Arena arena;
  private final int stride;
  private int[] cells;
  private int[] slots = new int[16];
  private int live;
  private int nextId = 1; // id 0 is nobody
  private int freeId;
  private long keyBytes;

  KeyTable(Arena arena, int ownCells) {
    this.arena = arena;
    this.stride = OWN + ownCells;
    this.cells = new int[8 * stride];
  }

  int get(int id, int cell) {
    return cells[id * stride + cell];
  }

  void set(int id, int cell, int value) {
    cells[id * stride + cell] = value;
  }

  int size() {
    return live;
  }

  /// Every id is smaller.
  int idLimit() {
    return nextId;
  }

  long bytes() {
    return keyBytes + (long) live * (stride + 2) * Integer.BYTES;
  }

  long reservedBytes() {
    return ((long) cells.length + slots.length) * Integer.BYTES;
  }

  int find(KeyBuffer key, int hash) {
    int mask = slots.length - 1;
    int tag = hash >>> TAG_SHIFT;
    for (int slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      int entry = slots[slot];
      if (entry >>> TAG_SHIFT == tag && isKey(entry & MAX_IDS, key)) {
        return entry & MAX_IDS;
      }
    }
    return NONE;
  }

  /// Adds a key that is not there; the owner's cells are 0.
  int add(KeyBuffer key, int hash) {
    if ((live + 1) * 4 > slots.length * 3) {
      growSlots();
    }
    int id = takeId();
    int base = id * stride;
    Arrays.fill(cells, base, base + stride, 0);
    cells[base + HASH] = hash;
    cells[base + KEY] = store(key);
    link(id, hash);
    live++;
    return id;
  }

  void remove(int id) {
    unlink(id);
    int sizeClass = Arena.classOf(stored(keyLength(id)));
    arena.free(get(id, KEY), sizeClass);
    keyBytes -= Arena.bytesOf(sizeClass);
    set(id, KEY, freeId);
    freeId = id;
    live--;
  }

  private int keyLength(int id) {
    int handle = get(id, KEY);
    return keyLength(arena.page(handle), arena.offset(handle));
  }

  private static int keyLength(byte[] page, int at) {
    int length = page[at] & 0xFF;
    return length < SHORT_KEY ? length : (page[at + 1] & 0xFF) << 8 | (page[at + 2] & 0xFF);
  }

  byte[] key(int id) {
    int handle = get(id, KEY);
    int length = keyLength(id);
    int start = arena.offset(handle) + stored(length) - length;
    return Arrays.copyOfRange(arena.page(handle), start, start + length);
  }

  /// Takes all keys along in a compaction.
  void moveAll() {
    for (int entry : slots) {
      if (entry != 0) {
        move(entry & MAX_IDS);
      }
    }
  }

  private void move(int id) {
    int old = get(id, KEY);
    int length = keyLength(arena.oldPage(old), arena.offset(old));
    set(id, KEY, arena.move(old, Arena.classOf(stored(length))));
  }

  private boolean isKey(int id, KeyBuffer key) {
    int handle = get(id, KEY);
    byte[] page = arena.page(handle);
    int at = arena.offset(handle);
    int length = keyLength(page, at);
    int start = at + stored(length) - length;
    return length == key.length
        && Arrays.equals(page, start, start + length, key.bytes, 0, key.length);
  }

  private int store(KeyBuffer key) {
    int size = stored(key.length);
    int sizeClass = Arena.classOf(size);
    int handle = arena.allocate(sizeClass);
    byte[] page = arena.page(handle);
    int at = arena.offset(handle);
    if (key.length < SHORT_KEY) {
      page[at] = (byte) key.length;
    } else {
      page[at] = (byte) SHORT_KEY;
      page[at + 1] = (byte) (key.length >>> 8);
      page[at + 2] = (byte) key.length;
    }
    System.arraycopy(key.bytes, 0, page, at + size - key.length, key.length);
    keyBytes += Arena.bytesOf(sizeClass);
    return handle;
  }

  private static int stored(int length) {
    return length < SHORT_KEY ? length + 1 : length + 3;
  }

  private int takeId() {
    int id = freeId;
    if (id != NONE) {
      freeId = get(id, KEY);
      return id;
    }
    if ((nextId + 1) * stride > cells.length) {
      cells = Arrays.copyOf(cells, (nextId + nextId / 2 + 8) * stride);
    }
    return nextId++;
  }

  private void growSlots() {
    int[] old = slots;
    slots = new int[old.length * 2];
    for (int entry : old) {
      if (entry != 0) {
        link(entry & MAX_IDS, get(entry & MAX_IDS, HASH));
      }
    }
  }

  private void link(int id, int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = hash >>> TAG_SHIFT << TAG_SHIFT | id;
  }

  /// Knuth 6.4, algorithm R: followers of the chain move up, so no tombstones slow later look-ups.
  private void unlink(int id) {
    int mask = slots.length - 1;
    int hole = get(id, HASH) & mask;
    while ((slots[hole] & MAX_IDS) != id) {
      hole = (hole + 1) & mask;
    }
    for (int slot = (hole + 1) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      int home = get(slots[slot] & MAX_IDS, HASH) & mask;
      if (((slot - home) & mask) >= ((slot - hole) & mask)) {
        slots[hole] = slots[slot];
        hole = slot;
      }
    }
    slots[hole] = 0;
  }
}
