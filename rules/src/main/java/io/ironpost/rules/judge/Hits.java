package io.ironpost.rules.judge;

import io.ironpost.core.event.EventRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The matches of one batch, copied out of the records into flat arrays: a brute-force attempt
/// matches on every other line of a log, so a match must cost little more than its bytes.
///
/// The line and the values of a record are copied once, however many rules it matches: a line of 64
/// KiB made of the words that a thousand rules look for would otherwise be held a thousand times.
final class Hits {
  private static final int MISSING = -1;
  private static final int FIRST_BYTES = 8_192;

  /// A batch that matched on every line leaves a large array behind; ordinary ones stay below this.
  private static final int MAX_KEPT_BYTES = 4 << 20;

  /// Bytes of a line that are shown as evidence; the source and the offset lead to the rest. Up to
  /// 100,000 findings hold a line each.
  static final int MAX_EVIDENCE_BYTES = 4_096;

  private int count;
  private int[] rules = new int[64];
  private long[] times = new long[64];
  private long[] lineNumbers = new long[64];
  private long[] lineOffsets = new long[64];
  private int[] lineStarts = new int[64];
  private int[] lineEnds = new int[64];
  private int[] firstValues = new int[65];
  private int valueCount;
  private int[] valueStarts = new int[256];
  private int[] valueEnds = new int[256];
  private byte[] text = new byte[FIRST_BYTES];
  private int textEnd;
  private String[] sources = new String[64];

  private boolean isNewRecord = true;
  private int record;
  private int lineStart;
  private int lineEnd;
  private int[] copiedIn = new int[256]; // by field: the record whose value was copied last
  private int[] copiedStarts = new int[256];
  private int[] copiedEnds = new int[256];

  /// What is added from here on is of another record.
  void nextRecord() {
    isNewRecord = true;
  }

  /// Copies a match: the line, and the first value of each field.
  void add(int rule, EventRecord matched, int[] fieldIds) {
    if (count == rules.length) {
      grow();
    }
    if (isNewRecord) {
      begin(matched);
    }
    rules[count] = rule;
    sources[count] = matched.source();
    times[count] = matched.timeNanos();
    lineNumbers[count] = matched.lineNumber();
    lineOffsets[count] = matched.lineOffset();
    lineStarts[count] = lineStart;
    lineEnds[count] = lineEnd;
    for (int fieldId : fieldIds) {
      addValue(matched, fieldId);
    }
    count++;
    firstValues[count] = valueCount;
  }

  private void begin(EventRecord matched) {
    isNewRecord = false;
    record++;
    lineStart = textEnd;
    copy(matched.line(), matched.lineStart(), matched.lineEnd());
    lineEnd = textEnd;
  }

  /// Forgets all matches; the arrays stay, so that the next batch need not grow them again.
  void clear() {
    count = 0;
    valueCount = 0;
    textEnd = 0;
    isNewRecord = true;
    record = 0;
    Arrays.fill(copiedIn, 0);
    if (text.length > MAX_KEPT_BYTES) {
      text = new byte[FIRST_BYTES];
    }
  }

  private void addValue(EventRecord matched, int fieldId) {
    if (valueCount == valueStarts.length) {
      valueStarts = Arrays.copyOf(valueStarts, valueCount * 2);
      valueEnds = Arrays.copyOf(valueEnds, valueCount * 2);
    }
    int entry = matched.first(fieldId);
    if (entry < 0 || matched.kind(entry) == EventRecord.NULL) {
      valueStarts[valueCount] = MISSING;
    } else {
      copyOnce(matched, fieldId, entry);
      valueStarts[valueCount] = copiedStarts[fieldId];
      valueEnds[valueCount] = copiedEnds[fieldId];
    }
    valueCount++;
  }

  private void copyOnce(EventRecord matched, int fieldId, int entry) {
    if (fieldId >= copiedIn.length) {
      int room = Math.max(fieldId + 1, copiedIn.length * 2);
      copiedIn = Arrays.copyOf(copiedIn, room);
      copiedStarts = Arrays.copyOf(copiedStarts, room);
      copiedEnds = Arrays.copyOf(copiedEnds, room);
    }
    if (copiedIn[fieldId] != record) {
      copiedIn[fieldId] = record;
      copiedStarts[fieldId] = textEnd;
      copy(matched.bytes(entry), matched.start(entry), matched.end(entry));
      copiedEnds[fieldId] = textEnd;
    }
  }

  private void copy(byte[] bytes, int start, int end) {
    int length = end - start;
    if (textEnd + length > text.length) {
      text = Arrays.copyOf(text, Math.max(text.length * 2, textEnd + length));
    }
    System.arraycopy(bytes, start, text, textEnd, length);
    textEnd += length;
  }

  private void grow() {
    int room = count * 2;
    rules = Arrays.copyOf(rules, room);
    sources = Arrays.copyOf(sources, room);
    times = Arrays.copyOf(times, room);
    lineNumbers = Arrays.copyOf(lineNumbers, room);
    lineOffsets = Arrays.copyOf(lineOffsets, room);
    lineStarts = Arrays.copyOf(lineStarts, room);
    lineEnds = Arrays.copyOf(lineEnds, room);
    firstValues = Arrays.copyOf(firstValues, room + 1);
  }

  int count() {
    return count;
  }

  /// Small batches travel together, so a hit says where it is from.
  String source(int hit) {
    return sources[hit];
  }

  int rule(int hit) {
    return rules[hit];
  }

  /// Event time in nanoseconds, or [EventRecord#NO_TIME].
  long timeNanos(int hit) {
    return times[hit];
  }

  long lineNumber(int hit) {
    return lineNumbers[hit];
  }

  long lineOffset(int hit) {
    return lineOffsets[hit];
  }

  /// The line, cut where it is longer than evidence has to be.
  String line(int hit) {
    int length = Math.min(MAX_EVIDENCE_BYTES, lineEnds[hit] - lineStarts[hit]);
    return new String(text, lineStarts[hit], length, StandardCharsets.UTF_8);
  }

  /// The bytes that lines and values are slices of.
  byte[] text() {
    return text;
  }

  int lineStart(int hit) {
    return lineStarts[hit];
  }

  int lineEnd(int hit) {
    return lineEnds[hit];
  }

  boolean hasValue(int hit, int position) {
    return valueStarts[firstValues[hit] + position] != MISSING;
  }

  /// Where in [#text] the value starts; only for one that is there.
  int valueStart(int hit, int position) {
    return valueStarts[firstValues[hit] + position];
  }

  int valueEnd(int hit, int position) {
    return valueEnds[firstValues[hit] + position];
  }

  /// The value of the field that had this position in [#add], or null when the record lacks it.
  byte @Nullable [] value(int hit, int position) {
    int value = firstValues[hit] + position;
    return valueStarts[value] == MISSING
        ? null
        : Arrays.copyOfRange(text, valueStarts[value], valueEnds[value]);
  }
}
