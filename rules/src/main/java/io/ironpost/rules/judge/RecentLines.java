package io.ironpost.rules.judge;

import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.EvidenceReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The lines that correlations may still ask for as evidence, and who and what they concern, in a
/// ring: a window holds references, and most of them are never asked for.
///
/// A slot's bytes are the line, then for each entity its position (one byte), its length (one byte)
/// and its value.
final class RecentLines {
  /// Matches whose lines are kept. A brute force is told within its window; an attack so wide that
  /// it outruns this is told with fewer lines, never with a wrong count.
  static final int MAX_LINES = 32_768;

  /// Bytes kept of a line: 32 Ki lines of this length are 16 MiB at the worst.
  static final int MAX_LINE_BYTES = 512;

  /// Bytes kept of an entity's value, so that a byte holds its length; names and addresses are
  /// shorter.
  static final int MAX_ENTITY_BYTES = 255;

  /// Of all lines with their entities, which an attacker makes long; ordinary ones are a third of
  /// that. Those that came first go first.
  static final int MAX_BYTES = 24 << 20;

  private static final int FIRST_ROOM = 192;

  /// No line: the slot is empty.
  private static final long NONE = -1;

  private static final byte[] NO_ROOM = {};

  private final long[] references = new long[MAX_LINES];
  private final String[][] entityNames = new String[MAX_LINES][];
  private final int[] ends = new int[MAX_LINES];
  private final String[] sources = new String[MAX_LINES];
  private final long[] numbers = new long[MAX_LINES];
  private final long[] offsets = new long[MAX_LINES];
  private final byte[][] lines = new byte[MAX_LINES][];
  private final int[] lengths = new int[MAX_LINES];
  private long next;
  private long oldest;
  private long bytes;

  RecentLines() {
    Arrays.fill(references, NONE);
    Arrays.fill(lines, NO_ROOM);
  }

  /// Keeps a line; the result is its reference.
  long keep(Hits hits, int hit, Interest interest) {
    int slot = slot(next);
    int length = Math.min(MAX_LINE_BYTES, hits.lineEnd(hit) - hits.lineStart(hit));
    byte[] room = room(slot, length + entityBytes(hits, hit, interest));
    references[slot] = next;
    System.arraycopy(hits.text(), hits.lineStart(hit), room, 0, length);
    lengths[slot] = length;
    ends[slot] = writeEntities(hits, hit, interest, room, length);
    entityNames[slot] = interest.entityNames();
    sources[slot] = hits.source(hit);
    numbers[slot] = hits.lineNumber(hit);
    offsets[slot] = hits.lineOffset(hit);
    return next++;
  }

  private static int slot(long reference) {
    return (int) (reference & MAX_LINES - 1);
  }

  private byte[] room(int slot, int length) {
    byte[] room = lines[slot];
    if (room.length < length) {
      bytes -= room.length;
      room = new byte[Math.max(FIRST_ROOM, length)];
      lines[slot] = room;
      bytes += room.length;
      giveUpOldest();
    }
    return room;
  }

  private void giveUpOldest() {
    oldest = Math.max(oldest, next - MAX_LINES + 1);
    for (; bytes > MAX_BYTES && oldest < next; oldest++) {
      int slot = slot(oldest);
      references[slot] = NONE;
      bytes -= lines[slot].length;
      lines[slot] = NO_ROOM;
    }
  }

  private static int entityBytes(Hits hits, int hit, Interest interest) {
    int bytes = 0;
    for (int i = 0; i < interest.entityNames().length; i++) {
      bytes += isKept(hits, hit, interest, i) ? 2 + entityLength(hits, hit, interest, i) : 0;
    }
    return bytes;
  }

  private static boolean isKept(Hits hits, int hit, Interest interest, int entity) {
    return entity <= 0xff && hits.hasValue(hit, interest.slots() + entity);
  }

  private static int entityLength(Hits hits, int hit, Interest interest, int entity) {
    int position = interest.slots() + entity;
    return Math.min(
        MAX_ENTITY_BYTES, hits.valueEnd(hit, position) - hits.valueStart(hit, position));
  }

  private static int writeEntities(Hits hits, int hit, Interest interest, byte[] room, int start) {
    int at = start;
    for (int i = 0; i < interest.entityNames().length; i++) {
      if (isKept(hits, hit, interest, i)) {
        int length = entityLength(hits, hit, interest, i);
        room[at++] = (byte) i;
        room[at++] = (byte) length;
        int from = hits.valueStart(hit, interest.slots() + i);
        System.arraycopy(hits.text(), from, room, at, length);
        at += length;
      }
    }
    return at;
  }

  /// Tells who and what a line concerns, unless newer ones have taken its place.
  void entities(long reference, BiConsumer<String, String> told) {
    if (!isThere(reference)) {
      return;
    }
    int slot = slot(reference);
    byte[] room = lines[slot];
    String[] names = entityNames[slot];
    for (int at = lengths[slot]; at < ends[slot]; ) {
      int length = room[at + 1] & 0xff;
      if (length > 0) {
        told.accept(
            names[room[at] & 0xff], new String(room, at + 2, length, StandardCharsets.UTF_8));
      }
      at += 2 + length;
    }
  }

  private boolean isThere(long reference) {
    return reference >= 0 && references[slot(reference)] == reference;
  }

  /// The line, unless newer ones have taken its place.
  Optional<Evidence> find(long reference) {
    if (!isThere(reference)) {
      return Optional.empty();
    }
    int slot = slot(reference);
    String text = new String(lines[slot], 0, lengths[slot], StandardCharsets.UTF_8);
    return Optional.of(new Evidence(sources[slot], numbers[slot], offsets[slot], text));
  }

  /// Where the line stands, unless newer ones have taken its place.
  Optional<EvidenceReference> place(long reference) {
    int slot = slot(reference);
    return isThere(reference)
        ? Optional.of(new EvidenceReference(sources[slot], numbers[slot], offsets[slot]))
        : Optional.empty();
  }

  /// A line with all that is known of it, for a snapshot.
  ///
  /// @param room the line in `[0, length)`, its entities in `[length, end)`
  record Kept(
      long reference,
      String source,
      long number,
      long offset,
      String[] entityNames,
      byte[] room,
      int length,
      int end) {}

  /// The reference that the next line gets.
  long next() {
    return next;
  }

  Optional<Kept> kept(long reference) {
    int slot = slot(reference);
    return isThere(reference)
        ? Optional.of(
            new Kept(
                reference,
                sources[slot],
                numbers[slot],
                offsets[slot],
                entityNames[slot],
                lines[slot],
                lengths[slot],
                ends[slot]))
        : Optional.empty();
  }

  /// Forgets all lines; the next one gets the reference `first`.
  void beginAt(long first) {
    Arrays.fill(references, NONE);
    next = first;
    oldest = Math.max(0, first - MAX_LINES + 1);
  }

  /// Puts a line of a snapshot back.
  void putBack(Kept line) {
    int slot = slot(line.reference());
    byte[] room = room(slot, line.end());
    System.arraycopy(line.room(), 0, room, 0, line.end());
    references[slot] = line.reference();
    lengths[slot] = line.length();
    ends[slot] = line.end();
    entityNames[slot] = line.entityNames();
    sources[slot] = line.source();
    numbers[slot] = line.number();
    offsets[slot] = line.offset();
  }
}
