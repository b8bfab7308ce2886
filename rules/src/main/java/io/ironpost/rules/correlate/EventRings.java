package io.ironpost.rules.correlate;

/// The events that each group keeps, oldest first, in a ring within one block of the arena.
///
/// An entry is a few ints: the time as the low 32 bits of its ticks (a ring never spans 2^31 ticks,
/// so the group's newest time gives the rest), and as needed a payload, a weight (how many events
/// were merged into it) and the evidence. Five failures of one address take 20 bytes without
/// evidence, 60 with.
final class EventRings {
  private final GroupTable groups;
  private final Arena arena;
  private final int payloadAt;
  private final int payloadInts;
  private final int weightAt;
  private final int evidenceAt;
  private final int entryInts;
  private long bytes;

  EventRings(GroupTable groups, Arena arena, Measure measure, boolean keepEvidence) {
    this.groups = groups;
    this.arena = arena;
    this.payloadInts = measure.payloadInts();
    this.payloadAt = 1;
    this.weightAt = payloadAt + payloadInts;
    int weightInts = measure.overflow() == Measure.Overflow.MERGE ? 1 : 0;
    this.evidenceAt = weightAt + weightInts;
    this.entryInts = evidenceAt + (keepEvidence ? 2 : 0);
  }

  long bytes() {
    return bytes;
  }

  int size(int group) {
    return groups.get(group, GroupTable.RING) & 0xFFFF;
  }

  long time(int group, int index) {
    long newest = groups.newest(group);
    return newest - ((int) newest - cell(group, index, 0));
  }

  long payload(int group, int index) {
    return switch (payloadInts) {
      case 0 -> 0;
      case 1 -> cell(group, index, payloadAt);
      default -> wide(group, index, payloadAt);
    };
  }

  int weight(int group, int index) {
    return weightAt == evidenceAt ? 1 : cell(group, index, weightAt);
  }

  long evidence(int group, int index) {
    return evidenceAt == entryInts ? 0 : wide(group, index, evidenceAt);
  }

  boolean keepsEvidence() {
    return evidenceAt != entryInts;
  }

  /// Makes room at `index` and writes the entry there.
  void insert(int group, int index, int time, long payload, int weight, long evidence) {
    int size = size(group);
    if (size == capacity(group)) {
      resize(group, size + 1);
    }
    setRing(group, head(group), size + 1);
    for (int to = size; to > index; to--) {
      copy(group, to - 1, to);
    }
    write(group, index, time, payload, weight, evidence);
  }

  void write(int group, int index, int time, long payload, int weight, long evidence) {
    byte[] page = page(group);
    int at = at(group, index);
    Arena.INT.set(page, at, time);
    if (payloadInts > 0) {
      Arena.INT.set(page, at + 4 * payloadAt, (int) payload);
    }
    if (payloadInts > 1) {
      Arena.INT.set(page, at + 4 * payloadAt + 4, (int) (payload >>> 32));
    }
    if (weightAt != evidenceAt) {
      Arena.INT.set(page, at + 4 * weightAt, weight);
    }
    if (evidenceAt != entryInts) {
      Arena.INT.set(page, at + 4 * evidenceAt, (int) evidence);
      Arena.INT.set(page, at + 4 * evidenceAt + 4, (int) (evidence >>> 32));
    }
  }

  void copy(int group, int from, int to) {
    byte[] page = page(group);
    int source = at(group, from);
    int target = at(group, to);
    for (int cell = 0; cell < entryInts; cell++) {
      Arena.INT.set(page, target + 4 * cell, (int) Arena.INT.get(page, source + 4 * cell));
    }
  }

  void dropOldest(int group, int count) {
    if (count == 0) {
      return;
    }
    int head = head(group) + count;
    int capacity = capacity(group);
    setRing(group, head >= capacity ? head - capacity : head, size(group) - count);
  }

  /// Keeps the first `size` entries.
  void truncate(int group, int size) {
    setRing(group, head(group), size);
  }

  void clear(int group) {
    int block = groups.get(group, GroupTable.BLOCK);
    if (block != Arena.NONE) {
      release(block, groups.blockClass(group));
    }
    groups.set(group, GroupTable.BLOCK, Arena.NONE);
    setRing(group, 0, 0);
  }

  /// Takes the block of `group` along in a compaction.
  void move(int group) {
    int block = groups.get(group, GroupTable.BLOCK);
    if (block != Arena.NONE) {
      groups.set(group, GroupTable.BLOCK, arena.move(block, groups.blockClass(group)));
    }
  }

  /// Forgets that there were blocks; for when the arena was cleared.
  void reset() {
    bytes = 0;
  }

  private void resize(int group, int entries) {
    int sizeClass = Arena.classOf(entries * entryInts * Integer.BYTES);
    int fresh = arena.allocate(sizeClass);
    bytes += Arena.bytesOf(sizeClass);
    int size = size(group);
    byte[] target = arena.page(fresh);
    int to = arena.offset(fresh);
    for (int index = 0; index < size; index++, to += entryInts * Integer.BYTES) {
      System.arraycopy(page(group), at(group, index), target, to, entryInts * Integer.BYTES);
    }
    int old = groups.get(group, GroupTable.BLOCK);
    if (old != Arena.NONE) {
      release(old, groups.blockClass(group));
    }
    groups.set(group, GroupTable.BLOCK, fresh);
    groups.blockClass(group, sizeClass);
    setRing(group, 0, size);
  }

  private void release(int block, int sizeClass) {
    arena.free(block, sizeClass);
    bytes -= Arena.bytesOf(sizeClass);
  }

  private int capacity(int group) {
    return groups.get(group, GroupTable.BLOCK) == Arena.NONE
        ? 0
        : Arena.bytesOf(groups.blockClass(group)) / (entryInts * Integer.BYTES);
  }

  private int head(int group) {
    return groups.get(group, GroupTable.RING) >>> 16;
  }

  private void setRing(int group, int head, int size) {
    groups.set(group, GroupTable.RING, head << 16 | size);
  }

  private byte[] page(int group) {
    return arena.page(groups.get(group, GroupTable.BLOCK));
  }

  private int at(int group, int index) {
    int place = head(group) + index;
    int capacity = capacity(group);
    int wrapped = place >= capacity ? place - capacity : place;
    int block = groups.get(group, GroupTable.BLOCK);
    return arena.offset(block) + wrapped * entryInts * Integer.BYTES;
  }

  private int cell(int group, int index, int cell) {
    return (int) Arena.INT.get(page(group), at(group, index) + cell * Integer.BYTES);
  }

  private long wide(int group, int index, int cell) {
    return (long) cell(group, index, cell + 1) << 32 | (cell(group, index, cell) & 0xFFFF_FFFFL);
  }
}
