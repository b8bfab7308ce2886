package io.ironpost.core.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Field names as small numbers, so that a record holds no name as text and the rule engine finds a
/// field by an array index.
///
/// Names enter when rules and parsers are built, never from input: an attacker chooses JSON keys,
/// so [#find] only looks up. Reading is lock-free (one published, immutable table); adding copies.
public final class FieldNames {
  /// The id of a name that nobody has asked about.
  public static final int UNKNOWN = -1;

  private static final int FIRST_SLOTS = 1024;

  private volatile Table table = new Table(FIRST_SLOTS, 0);

  /// The id of `name`, which is added when it is new. Ids count up from 0.
  public synchronized int idOf(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int known = table.find(bytes, 0, bytes.length);
    if (known != UNKNOWN) {
      return known;
    }
    table = table.with(bytes);
    return table.size - 1;
  }

  /// The id of the name in `bytes[start, end)`, or [#UNKNOWN].
  public int find(byte[] bytes, int start, int end) {
    return table.find(bytes, start, end);
  }

  /// The name of a known id.
  public String name(int id) {
    return new String(table.names[id], StandardCharsets.UTF_8);
  }

  /// How many names there are; every id is smaller.
  public int size() {
    return table.size;
  }

  /// Open addressing with linear probing, at most half full.
  private static final class Table {
    private final byte[][] names;
    private final int[] slots; // id + 1; 0 is empty
    private final int[] hashes; // by id
    private final int size;

    Table(int slotCount, int size) {
      this(new byte[slotCount / 2][], new int[slotCount], new int[slotCount / 2], size);
    }

    private Table(byte[][] names, int[] slots, int[] hashes, int size) {
      this.names = names;
      this.slots = slots;
      this.hashes = hashes;
      this.size = size;
    }

    int find(byte[] bytes, int start, int end) {
      int hash = hash(bytes, start, end);
      int mask = slots.length - 1;
      for (int slot = hash & mask; slots[slot] != 0; slot = slot + 1 & mask) {
        int id = slots[slot] - 1;
        byte[] name = names[id];
        if (hashes[id] == hash && Arrays.equals(name, 0, name.length, bytes, start, end)) {
          return id;
        }
      }
      return UNKNOWN;
    }

    Table with(byte[] name) {
      int slotCount = (size + 1) * 2 > slots.length ? slots.length * 2 : slots.length;
      Table grown = new Table(slotCount, size + 1);
      System.arraycopy(names, 0, grown.names, 0, size);
      grown.names[size] = name;
      for (int id = 0; id <= size; id++) {
        grown.place(id);
      }
      return grown;
    }

    private void place(int id) {
      byte[] name = names[id];
      hashes[id] = hash(name, 0, name.length);
      int mask = slots.length - 1;
      int slot = hashes[id] & mask;
      while (slots[slot] != 0) {
        slot = slot + 1 & mask;
      }
      slots[slot] = id + 1;
    }

    private static int hash(byte[] bytes, int start, int end) {
      int hash = end - start;
      for (int i = start; i < end; i++) {
        hash = hash * 31 + bytes[i];
      }
      return hash ^ hash >>> 15;
    }
  }
}
