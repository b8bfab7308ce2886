package io.ironpost.logs.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One key at one place in the shape of a source's events: `winlog` → `event_data` → `Image`.
///
/// A source writes the same keys in the same order again and again. So a node remembers which key
/// followed it last time ([#next]) and with which key its object began ([#first]); the parser
/// compares that guess in place, and only when it fails looks the key up by its hash. What a key
/// means (its field id, whether it is a time, its second names) was worked out once, when the node
/// was made.
final class KeyNode {
  private static final int FIRST_SLOTS = 8;

  final byte[] key;

  /// The key with all above it, dotted: the field's name.
  final byte[] path;

  /// An id of [FieldNames], or [FieldNames#UNKNOWN].
  final int fieldId;

  final KeyMeaning meaning;
  final boolean plain;

  @Nullable KeyNode next;
  @Nullable KeyNode first;

  private @Nullable KeyNode[] slots = new @Nullable KeyNode[FIRST_SLOTS];
  private int size;

  KeyNode(byte[] key, byte[] path, int fieldId, KeyMeaning meaning) {
    this.key = key;
    this.path = path;
    this.fieldId = fieldId;
    this.meaning = meaning;
    this.plain = meaning.isPlain();
  }

  /// Whether the key in quotes stands at `bytes[at]` (after its first quote).
  boolean standsAt(byte[] bytes, int at, int end) {
    int close = at + key.length;
    return close < end
        && bytes[close] == '"'
        && Arrays.equals(key, 0, key.length, bytes, at, close);
  }

  /// The key below this one with the name `bytes[start, end)`.
  @Nullable KeyNode child(byte[] bytes, int start, int end) {
    int mask = slots.length - 1;
    int slot = hash(bytes, start, end) & mask;
    for (KeyNode node = slots[slot]; node != null; node = slots[slot]) {
      if (Arrays.equals(node.key, 0, node.key.length, bytes, start, end)) {
        return node;
      }
      slot = slot + 1 & mask;
    }
    return null;
  }

  void adopt(KeyNode child) {
    if (++size * 2 > slots.length) {
      @Nullable KeyNode[] old = slots;
      slots = new @Nullable KeyNode[old.length * 2];
      for (KeyNode node : old) {
        if (node != null) {
          place(node);
        }
      }
    }
    place(child);
  }

  private void place(KeyNode child) {
    int mask = slots.length - 1;
    int slot = hash(child.key, 0, child.key.length) & mask;
    while (slots[slot] != null) {
      slot = slot + 1 & mask;
    }
    slots[slot] = child;
  }

  private static int hash(byte[] bytes, int start, int end) {
    int hash = end - start;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + bytes[i];
    }
    return hash ^ hash >>> 15;
  }
}
