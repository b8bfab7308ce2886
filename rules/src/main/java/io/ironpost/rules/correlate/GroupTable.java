package io.ironpost.rules.correlate;

import java.util.function.IntConsumer;

/// The groups of one correlation, and who goes when room is needed.
///
/// A group is on probation until its second event and protected afterwards. Those on probation go
/// first, in the order in which they came; of the protected, those not touched for a round go back
/// on probation when they are more than four fifths. So who floods us with addresses that he uses
/// once pushes out only others of that kind, and groups that come back stay (as in S3-FIFO: Yang et
/// al., SOSP 2023).
///
/// The order is that of the ids, and a hand goes round (CLOCK: Corbató 1968): a freed id is taken
/// by the next newcomer, just behind the hand. A list would be exact among the protected too, but
/// touching a group would cost two cache misses at its neighbours, a quarter of all that an event
/// costs, and 8 bytes.
final class GroupTable {
  static final int NONE = KeyTable.NONE;

  // Cells for EventRings: where the block is, where in it the entries are, how many are in the
  // window.
  static final int BLOCK = KeyTable.OWN + 2;
  static final int RING = KeyTable.OWN + 3;

  /// The place in [Episodes].
  static final int EPISODE = KeyTable.OWN + 5;

  private static final int OWN_CELLS = 6;
  private static final int NEWEST_LOW = KeyTable.OWN;
  private static final int NEWEST_HIGH = KeyTable.OWN + 1;
  private static final int STATE = KeyTable.OWN + 4;

  // The state: three flags, the class of the block (8 bits), the entries in the window (16 bits).
  private static final int PROTECTED = 1 << 31;
  private static final int TOUCHED = 1 << 30;
  private static final int LIVE = 1 << 29;
  private static final int CLASS_SHIFT = 16;
  private static final int CLASS_MASK = 0xFF << CLASS_SHIFT;
  private static final int COUNT_MASK = 0xFFFF;

  private final KeyTable keys;
  private final int protectedLimit;
  private int protectedCount;
  private int goneHand; // the group that went last
  private int demotedHand;
  private int ageHand;

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
    return keys.get(group, STATE) & COUNT_MASK;
  }

  void inWindow(int group, int count) {
    keys.set(group, STATE, (keys.get(group, STATE) & ~COUNT_MASK) | count);
  }

  int blockClass(int group) {
    return (keys.get(group, STATE) & CLASS_MASK) >>> CLASS_SHIFT;
  }

  void blockClass(int group, int sizeClass) {
    keys.set(group, STATE, (keys.get(group, STATE) & ~CLASS_MASK) | sizeClass << CLASS_SHIFT);
  }

  int find(KeyBuffer key, int hash) {
    return keys.find(key, hash);
  }

  int add(KeyBuffer key, int hash) {
    int group = keys.add(key, hash);
    keys.set(group, STATE, LIVE);
    return group;
  }

  /// The group had another event.
  void touch(int group) {
    int state = keys.get(group, STATE);
    keys.set(group, STATE, state | PROTECTED | TOUCHED);
    if ((state & PROTECTED) == 0 && ++protectedCount > protectedLimit) {
      demote();
    }
  }

  void remove(int group) {
    protectedCount -= isProtected(group) ? 1 : 0;
    keys.set(group, STATE, 0);
    keys.remove(group);
  }

  boolean isProtected(int group) {
    return (keys.get(group, STATE) & PROTECTED) != 0;
  }

  /// Who goes next; there must be a group.
  int stalest() {
    if (protectedCount == size()) {
      demote();
    }
    do {
      goneHand = after(goneHand);
    } while (isProtected(goneHand) || !isLive(goneHand));
    return goneHand;
  }

  /// Some group, another one each time until all had their turn; [#NONE] at times.
  int nextToAge() {
    if (size() == 0) {
      return NONE;
    }
    ageHand = after(ageHand);
    return isLive(ageHand) ? ageHand : NONE;
  }

  /// In the order in which they would go.
  void forEach(IntConsumer action) {
    int group = goneHand;
    for (int turn = 1; turn < keys.idLimit(); turn++) {
      group = after(group);
      if (isLive(group)) {
        action.accept(group);
      }
    }
  }

  private void demote() {
    while (true) {
      demotedHand = after(demotedHand);
      int state = keys.get(demotedHand, STATE);
      if ((state & PROTECTED) == 0) {
        continue;
      }
      keys.set(demotedHand, STATE, state & ~TOUCHED);
      if ((state & TOUCHED) == 0) {
        keys.set(demotedHand, STATE, state & ~PROTECTED);
        protectedCount--;
        return;
      }
    }
  }

  private boolean isLive(int group) {
    return (keys.get(group, STATE) & LIVE) != 0;
  }

  private int after(int group) {
    return group + 1 < keys.idLimit() ? group + 1 : 1;
  }
}
