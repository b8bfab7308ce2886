package io.ironpost.core.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One event as slices of bytes: what a parser fills in and the rule engine reads.
///
/// A record is owned by one thread and used again for every line ([#begin]), so a quiet line costs
/// no allocation. Entry `i` is a field: an id from [FieldNames] (or [FieldNames#UNKNOWN] with its
/// name as a slice) and a value `bytes(i)[start(i), end(i))`, in UTF-8 as far as the source was. A
/// list is several entries of the same field; nested fields have dotted names. Values that are not
/// in the line as they stand (unescaped JSON) are written to a scratch area that belongs to the
/// record.
public final class EventRecord {
  /// Text, as it stood in the event.
  public static final int STRING = 0;

  /// A number, in its JSON spelling.
  public static final int NUMBER = 1;

  /// `true` or `false`.
  public static final int BOOL = 2;

  /// JSON null: present, without a value.
  public static final int NULL = 3;

  /// Added to a kind when the value repeats part of another entry (a field taken out of a message,
  /// or a second name), so that keyword searches and listings look at it once only.
  public static final int DERIVED = 8;

  /// The time of a record that has none.
  public static final long NO_TIME = Long.MIN_VALUE;

  /// Real events seen have up to 200, but an attacker may choose how many come before the one that
  /// a rule looks for. A value takes two bytes at least (`1,`), so this is room for all that the
  /// longest line of a collector (64 KiB) can hold.
  public static final int MAX_ENTRIES = 32_768;

  private static final int FIRST_ENTRIES = 64;
  private static final byte[] NOTHING = {};

  private final FieldNames names;
  private byte[] line = NOTHING;
  private int lineStart;
  private int lineEnd;
  private long lineNumber;
  private String source = "";
  private long sourceOffset;
  private long lineOffset;
  private long timeNanos = NO_TIME;
  private Logsource logsource;
  private final Logsource unspecified;

  private int count;
  private int droppedEntries;
  private int[] ids = new int[FIRST_ENTRIES];
  private byte[][] bases = new byte[FIRST_ENTRIES][];
  private int[] starts = new int[FIRST_ENTRIES];
  private int[] ends = new int[FIRST_ENTRIES];
  private byte[] kinds = new byte[FIRST_ENTRIES];
  private int[] nexts = new int[FIRST_ENTRIES];
  private byte[][] nameBases = new byte[FIRST_ENTRIES][];
  private int[] nameStarts = new int[FIRST_ENTRIES];
  private int[] nameEnds = new int[FIRST_ENTRIES];

  private int generation;
  private int[] firsts;
  private int[] lasts;
  private int[] seenIn;

  private byte[] scratch = new byte[4_096];
  private int scratchEnd;

  public EventRecord(FieldNames names, Logsources logsources) {
    this.names = names;
    this.unspecified = logsources.unspecified();
    this.logsource = unspecified;
    int room = Math.max(FIRST_ENTRIES, names.size());
    firsts = new int[room];
    lasts = new int[room];
    seenIn = new int[room];
    generation = 1;
  }

  /// Forgets everything and stands for the line `bytes[start, end)`, the `number`th (from 1) of its
  /// source. The bytes are not copied: they must not change while the record is read.
  public void begin(byte[] bytes, int start, int end, long number) {
    line = bytes;
    lineStart = start;
    lineEnd = end;
    lineNumber = number;
    lineOffset = sourceOffset + start;
    forgetFields();
  }

  /// Puts another text in the place of the line: what was wrapped in it (Docker), or what was
  /// gathered from several lines (auditd), with the number and the offset of where it began. Fields
  /// are forgotten. The next [#begin] stands for a line of the buffer again.
  public void standIn(byte[] bytes, int start, int end, long number, long offset) {
    begin(bytes, start, end, number);
    lineOffset = offset;
  }

  /// Says where the lines to come are from: byte 0 of their buffer stands at `offset` of `name`.
  public void origin(String name, long offset) {
    source = name;
    sourceOffset = offset;
  }

  /// Drops what a parser wrote before it found that the line is not its own; the line stays.
  public void forgetFields() {
    count = 0;
    droppedEntries = 0;
    scratchEnd = 0;
    timeNanos = NO_TIME;
    logsource = unspecified;
    generation++;
    if (generation == 0) { // wrapped: stamps of 4 billion records ago could look new
      Arrays.fill(seenIn, 0);
      generation = 1;
    }
  }

  /// Adds a text value that stands in the line.
  public void add(int fieldId, int start, int end) {
    add(fieldId, STRING, line, start, end);
  }

  /// Adds a text value that repeats a part of the line already added under another name.
  public void addDerived(int fieldId, int start, int end) {
    add(fieldId, STRING | DERIVED, line, start, end);
  }

  /// Adds a known field. `kind` is one of the kinds above, with or without [#DERIVED].
  public void add(int fieldId, int kind, byte[] base, int start, int end) {
    int entry = append(fieldId, kind, base, start, end);
    if (entry >= 0) {
      chain(fieldId, entry);
    }
  }

  /// Adds a field whose name no rule and no parser knows; it still counts for keyword searches and
  /// is shown with the evidence.
  public void addUnknown(
      byte[] nameBase, int nameStart, int nameEnd, int kind, byte[] base, int start, int end) {
    int entry = append(FieldNames.UNKNOWN, kind, base, start, end);
    if (entry >= 0) {
      nameBases[entry] = nameBase;
      nameStarts[entry] = nameStart;
      nameEnds[entry] = nameEnd;
    }
  }

  private int append(int fieldId, int kind, byte[] base, int start, int end) {
    if (count == ids.length && !grow()) {
      droppedEntries++;
      return -1;
    }
    int entry = count++;
    ids[entry] = fieldId;
    kinds[entry] = (byte) kind;
    bases[entry] = base;
    starts[entry] = start;
    ends[entry] = end;
    nexts[entry] = -1;
    return entry;
  }

  private void chain(int fieldId, int entry) {
    if (fieldId >= firsts.length) {
      growFields(fieldId);
    }
    if (seenIn[fieldId] == generation) {
      nexts[lasts[fieldId]] = entry;
    } else {
      seenIn[fieldId] = generation;
      firsts[fieldId] = entry;
    }
    lasts[fieldId] = entry;
  }

  private boolean grow() {
    if (count >= MAX_ENTRIES) {
      return false;
    }
    int room = count * 2;
    ids = Arrays.copyOf(ids, room);
    bases = Arrays.copyOf(bases, room);
    starts = Arrays.copyOf(starts, room);
    ends = Arrays.copyOf(ends, room);
    kinds = Arrays.copyOf(kinds, room);
    nexts = Arrays.copyOf(nexts, room);
    nameBases = Arrays.copyOf(nameBases, room);
    nameStarts = Arrays.copyOf(nameStarts, room);
    nameEnds = Arrays.copyOf(nameEnds, room);
    return true;
  }

  private void growFields(int fieldId) {
    int room = Math.max(fieldId + 1, Math.max(names.size(), firsts.length * 2));
    firsts = Arrays.copyOf(firsts, room);
    lasts = Arrays.copyOf(lasts, room);
    seenIn = Arrays.copyOf(seenIn, room);
  }

  /// A place for `length` bytes in the scratch area; write them to [#scratch] from the returned
  /// index and add them as a value. Earlier values in the scratch area stay valid for the array
  /// they were added with.
  public int reserve(int length) {
    if (scratchEnd + length > scratch.length) {
      scratch = new byte[Math.max(scratch.length * 2, length)];
      scratchEnd = 0;
    }
    int start = scratchEnd;
    scratchEnd += length;
    return start;
  }

  /// Gives back the unused end of the last [#reserve].
  public void trimScratch(int end) {
    scratchEnd = end;
  }

  /// The scratch area as it is now; ask again after each [#reserve].
  public byte[] scratch() {
    return scratch;
  }

  /// The first entry of a field, or -1.
  public int first(int fieldId) {
    return fieldId >= 0 && fieldId < seenIn.length && seenIn[fieldId] == generation
        ? firsts[fieldId]
        : -1;
  }

  /// The entry after `entry` of the same field, or -1.
  public int next(int entry) {
    return nexts[entry];
  }

  public int count() {
    return count;
  }

  /// Entries refused because of [#MAX_ENTRIES].
  public int droppedEntries() {
    return droppedEntries;
  }

  public int fieldId(int entry) {
    return ids[entry];
  }

  /// [#STRING], [#NUMBER], [#BOOL] or [#NULL].
  public int kind(int entry) {
    return kinds[entry] & ~DERIVED;
  }

  public boolean isDerived(int entry) {
    return (kinds[entry] & DERIVED) != 0;
  }

  public byte[] bytes(int entry) {
    return bases[entry];
  }

  public int start(int entry) {
    return starts[entry];
  }

  public int end(int entry) {
    return ends[entry];
  }

  /// The value as text, for what becomes an alert or is asked for; bytes that are not UTF-8 become
  /// U+FFFD.
  public String text(int entry) {
    return new String(
        bases[entry], starts[entry], ends[entry] - starts[entry], StandardCharsets.UTF_8);
  }

  /// The field's name as text.
  public String name(int entry) {
    return ids[entry] == FieldNames.UNKNOWN
        ? new String(
            nameBases[entry],
            nameStarts[entry],
            nameEnds[entry] - nameStarts[entry],
            StandardCharsets.UTF_8)
        : names.name(ids[entry]);
  }

  public FieldNames names() {
    return names;
  }

  public byte[] line() {
    return line;
  }

  public int lineStart() {
    return lineStart;
  }

  public int lineEnd() {
    return lineEnd;
  }

  /// Where the line came from, as the user named it; empty before [#origin].
  public String source() {
    return source;
  }

  /// Where the line starts in its source, in bytes.
  public long lineOffset() {
    return lineOffset;
  }

  /// From 1.
  public long lineNumber() {
    return lineNumber;
  }

  /// Event time in nanoseconds since 1970-01-01T00:00:00Z, or [#NO_TIME].
  public long timeNanos() {
    return timeNanos;
  }

  public void timeNanos(long nanos) {
    timeNanos = nanos;
  }

  public Logsource logsource() {
    return logsource;
  }

  public void logsource(Logsource source) {
    logsource = source;
  }
}
