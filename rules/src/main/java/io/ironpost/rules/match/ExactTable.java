package io.ironpost.rules.match;

import java.util.List;

/// Literals that a value must equal. Values of a length that no literal has are not even hashed.
final class ExactTable {
  private final IndexedLiteral[] literals;
  private final int[] hashes;
  private final int[] slots; // index + 1 of the first literal of the slot; 0 is empty
  private final boolean[] lengths;

  ExactTable(List<IndexedLiteral> given) {
    literals = given.toArray(IndexedLiteral[]::new);
    hashes = new int[literals.length];
    slots = new int[Integer.highestOneBit(Math.max(4, literals.length * 2)) * 2];
    int longest = given.stream().mapToInt(literal -> literal.bytes().length).max().orElse(0);
    lengths = new boolean[longest + 1];
    for (int i = 0; i < literals.length; i++) {
      place(i);
    }
  }

  private void place(int index) {
    byte[] bytes = literals[index].bytes();
    lengths[bytes.length] = true;
    hashes[index] = Ascii.foldedHash(bytes, 0, bytes.length);
    int mask = slots.length - 1;
    int slot = hashes[index] & mask;
    while (slots[slot] != 0) {
      slot = slot + 1 & mask;
    }
    slots[slot] = index + 1;
  }

  void scan(byte[] bytes, int start, int end, Found found) {
    int length = end - start;
    if (length >= lengths.length || !lengths[length]) {
      return;
    }
    int hash = Ascii.foldedHash(bytes, start, end);
    int mask = slots.length - 1;
    for (int slot = hash & mask; slots[slot] != 0; slot = slot + 1 & mask) {
      int index = slots[slot] - 1;
      byte[] literal = literals[index].bytes();
      if (hashes[index] == hash
          && literal.length == length
          && Ascii.foldedAt(bytes, start, literal)) {
        found.found(literals[index].number());
      }
    }
  }
}
