package io.ironpost.rules.correlate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What a correlation knows of the window of each of its groups, kept up to date event by event:
/// the cost of an event does not depend on how many are in the window.
///
/// The tracker calls [#read] for the event, then [#payload] once its group is known, and [#add] and
/// [#remove] as events come into and leave the window. [#SCRATCH] is a group of nobody: windows
/// other than the newest are measured there when an event comes late.
sealed interface Measure
    permits EventTally, DistinctTally, SumTally, PercentileTally, RulesSeen, RulesInOrder {
  int SCRATCH = 0;

  /// What to do when a group has as many events as it may keep.
  enum Overflow {
    /// Neighbours are merged two by two: the sum stays, times get coarser.
    MERGE,
    /// Only the newest event of each payload is needed; then the oldest go.
    KEEP_LATEST,
    /// The oldest go, which is a loss.
    FORGET,
    /// The oldest go, and no answer changes: there are more events than the condition can tell
    /// apart.
    SATURATE
  }

  Overflow overflow();

  /// How many ints of payload an entry has: 0, 1 or 2.
  int payloadInts();

  /// Reads what it needs of an event; false when the event lacks it.
  boolean read(Feed feed, byte[] @Nullable [] values);

  /// The payload of the event that was read last, for its group.
  long payload(int group);

  /// The entry with this payload is gone from memory.
  void release(long payload);

  /// Whether [#SCRATCH] has no event of this payload.
  default boolean newToScratch(long payload) {
    return true;
  }

  /// Makes room for data of groups below `limit`.
  void ensure(int limit);

  void add(int group, long time, long payload, int weight);

  void remove(int group, long payload, int weight);

  void clear(int group);

  /// The number that conditions compare and alerts show.
  double value(int group, long windowStart);

  boolean holds(int group, long windowStart);

  /// True when a late event cannot just be added, as its place matters.
  boolean ordered();

  /// Bytes on the heap outside of the arena.
  long bytes();

  /// Takes its blocks along in a compaction of the arena.
  default void move() {}

  /// What cannot be computed anew from the entries of a group.
  default void save(int group, DataOutput out) throws IOException {}

  /// Reads what [#save] wrote.
  default void load(int group, DataInput in) throws IOException {}

  /// Payload as it is in a snapshot, where ids mean nothing.
  default void savePayload(long payload, DataOutput out) throws IOException {
    out.writeLong(payload);
  }

  /// @throws IOException when it is none of this measure's
  long loadPayload(int group, DataInput in) throws IOException;

  /// Reads the number of one of so many rules.
  static long loadRule(DataInput in, int rules) throws IOException {
    long rule = in.readLong();
    if (rule < 0 || rule >= rules) {
      throw new IOException("rule number " + rule + " of " + rules);
    }
    return rule;
  }

  /// Reads the bits of a number.
  static long loadNumber(DataInput in) throws IOException {
    long bits = in.readLong();
    if (!Double.isFinite(Double.longBitsToDouble(bits))) {
      throw new IOException("a value that is not a number");
    }
    return bits;
  }
}
