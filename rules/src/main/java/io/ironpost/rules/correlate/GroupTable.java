package io.ironpost.rules.correlate;

import java.util.function.IntConsumer;

/// The groups of one correlation, stalest first in two lists.
///
/// A group is on probation until its second event and protected afterwards (segmented LRU: Karedla,
/// Love, Wherry 1994). Who floods us with addresses that he uses once therefore pushes out only
/// others of that kind; groups that come back are out of his reach until he comes back with each
/// address too.
final class GroupTable {
  static final int NONE = KeyTable.NONE;

  /// Cells for [EventRings]: where the window is, how it lies in its block, and how much of it
  /// counts.
  static final int BLOCK = KeyTable.OWN + 4;

  static final int RING = KeyTable.OWN + 5;
  static final int WINDOW = KeyTable.OWN + 6;
  static final int EPISODE = KeyTable.OWN + 7;

  private static final int OWN_CELLS = 8;
  private static final int PREVIOUS = KeyTable.OWN;
  private static final int NEXT = KeyTable.OWN + 1;
  private static final int NEWEST_LOW = KeyTable.OWN + 2;
  private static final int NEWEST_HIGH = KeyTable.OWN + 3;

  private static final int PROBATION = 0;
  private static final int PROTECTED = 1;

  // The window cell: segment (1 bit), class of the block (8 bits), entries in the window (16 bits).
  private static final int PROTECTED_BIT = 1 << 31;
  private static final int CLASS_SHIFT = 16;
  private static final int CLASS_MASK = 0xFF << CLASS_SHIFT;
  private static final int COUNT_MASK = 0xFFFF;

  private final KeyTable keys;
  private final int protectedLimit;
  private final int[] first = new int[2]; // the freshest
  private final int[] last = new int[2]; // the stalest
  private int protectedCount;

  /// @param maxGroups a fifth of them is kept for newcomers
  GroupTable(Arena arena, int maxGroups) {
    this.keys = new KeyTable(arena, OWN_CELLS);
    this.protectedLimit = Math.max(1, maxGroups - maxGroups / 5);
  }

  KeyTable keys() {
    return keys;
  }

  int size() {
    return keys.size();
  }

  int get(int group, int cell) {
    return keys.get(group, cell);
  }

  void set(int group, int cell, int value) {
    keys.set(group, cell, value);
  }

  /// Time of the group's newest event, in ticks.
  long newest(int group) {
    return (long) keys.get(group, NEWEST_HIGH) << 32 | (keys.get(group, NEWEST_LOW) & 0xFFFF_FFFFL);
  }

  void newest(int group, long ticks) {
    keys.set(group, NEWEST_LOW, (int) ticks);
    keys.set(group, NEWEST_HIGH, (int) (ticks >>> 32));
  }

  int inWindow(int group) {
    return keys.get(group, WINDOW) & COUNT_MASK;
  }

  void inWindow(int group, int count) {
    keys.set(group, WINDOW, (keys.get(group, WINDOW) & ~COUNT_MASK) | count);
  }

  int blockClass(int group) {
    return (keys.get(group, WINDOW) & CLASS_MASK) >>> CLASS_SHIFT;
  }

  void blockClass(int group, int sizeClass) {
    keys.set(group, WINDOW, (keys.get(group, WINDOW) & ~CLASS_MASK) | sizeClass << CLASS_SHIFT);
  }

  int find(KeyBuffer key, int hash) {
    return keys.find(key, hash);
  }

  int add(KeyBuffer key, int hash) {
    int group = keys.add(key, hash);
    push(group, PROBATION);
    return group;
  }

  /// The group had another event.
  void touch(int group) {
    int segment = segment(group);
    if (first[PROTECTED] == group) {
      return;
    }
    cut(group, segment);
    push(group, PROTECTED);
    if (protectedCount > protectedLimit) {
      int demoted = last[PROTECTED];
      cut(demoted, PROTECTED);
      push(demoted, PROBATION);
    }
  }

  void remove(int group) {
    cut(group, segment(group));
    keys.remove(group);
  }

  /// Who goes first when room is needed; [#NONE] when there is no group.
  int stalest() {
    return last[PROBATION] != NONE ? last[PROBATION] : last[PROTECTED];
  }

  /// The stalest among those that came back.
  int stalestProtected() {
    return last[PROTECTED];
  }

  boolean isProtected(int group) {
    return segment(group) == PROTECTED;
  }

  /// Those on probation, then the protected, each stalest first.
  void forEach(IntConsumer action) {
    for (int stalest : last) {
      for (int group = stalest; group != NONE; group = keys.get(group, PREVIOUS)) {
        action.accept(group);
      }
    }
  }

  int stalestOnProbation() {
    return last[PROBATION];
  }

  private int segment(int group) {
    return keys.get(group, WINDOW) < 0 ? PROTECTED : PROBATION;
  }

  private void push(int group, int segment) {
    int window = keys.get(group, WINDOW) & ~PROTECTED_BIT;
    keys.set(group, WINDOW, segment == PROTECTED ? window | PROTECTED_BIT : window);
    int head = first[segment];
    keys.set(group, PREVIOUS, NONE);
    keys.set(group, NEXT, head);
    if (head == NONE) {
      last[segment] = group;
    } else {
      keys.set(head, PREVIOUS, group);
    }
    first[segment] = group;
    protectedCount += segment;
  }

  private void cut(int group, int segment) {
    int previous = keys.get(group, PREVIOUS);
    int next = keys.get(group, NEXT);
    if (previous == NONE) {
      first[segment] = next;
    } else {
      keys.set(previous, NEXT, next);
    }
    if (next == NONE) {
      last[segment] = previous;
    } else {
      keys.set(next, PREVIOUS, previous);
    }
    protectedCount -= segment;
  }
}
