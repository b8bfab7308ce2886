package io.ironpost.logs.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From a program's name, as bytes in a line, to its place. Open addressing, at most half full;
/// never changed after it was made, but for programs that are loaded late.
final class NameTable {
  /// What [#find] gives for a name that is not there.
  static final Slot ABSENT = new Slot("", "");

  /// A name, the file that knows it and, once that has been read, the program.
  static final class Slot {
    private final byte[] name;
    private final int hash;
    private final String file;
    private volatile @Nullable Program program;

    Slot(String name, String file) {
      this.name = Fields.utf8(name);
      this.hash = hash(this.name, 0, this.name.length);
      this.file = file;
    }

    String file() {
      return file;
    }

    @Nullable Program program() {
      return program;
    }

    void program(Program loaded) {
      program = loaded;
    }
  }

  private final List<Slot> all;
  private final Slot[] slots;

  NameTable(List<Slot> all) {
    this.all = List.copyOf(all);
    this.slots = new Slot[Integer.highestOneBit(Math.max(8, all.size() * 2)) * 2];
    Arrays.fill(slots, ABSENT);
    for (Slot slot : all) {
      place(slot);
    }
  }

  private void place(Slot slot) {
    int mask = slots.length - 1;
    int at = slot.hash & mask;
    while (slots[at] != ABSENT) {
      at = at + 1 & mask;
    }
    slots[at] = slot;
  }

  /// A table in which `name` is `program`'s.
  NameTable with(String name, Program program) {
    Slot added = new Slot(name, program.name());
    added.program(program);
    List<Slot> grown = new ArrayList<>(all);
    grown.removeIf(slot -> Arrays.equals(slot.name, added.name));
    grown.add(added);
    return new NameTable(grown);
  }

  /// Gives the program to all names of its file.
  void sameFile(Slot loaded, Program program) {
    for (Slot slot : all) {
      if (slot.program == null && slot.file.equals(loaded.file)) {
        slot.program = program;
      }
    }
  }

  Slot find(byte[] bytes, int from, int to) {
    int hash = hash(bytes, from, to);
    int mask = slots.length - 1;
    for (int at = hash & mask; slots[at] != ABSENT; at = at + 1 & mask) {
      Slot slot = slots[at];
      if (slot.hash == hash && Arrays.equals(slot.name, 0, slot.name.length, bytes, from, to)) {
        return slot;
      }
    }
    return ABSENT;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + bytes[i];
    }
    return hash ^ hash >>> 15;
  }
}
