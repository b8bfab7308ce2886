package io.ironpost.rules.judge;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.judge.Verdicts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The matches of one batch, copied out of the records into flat arrays: a brute-force attempt
/// matches on every other line of a log, so a match must cost little more than its bytes.
final class Hits implements Verdicts {
  private static final int MISSING = -1;
  private static final int FIRST_BYTES = 8_192;

  /// A batch that matched on every line leaves a large array behind; ordinary ones stay below this.
  private static final int MAX_KEPT_BYTES = 4 << 20;

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
  private String source = "";

  /// Copies a match: the line, and the first value of each field.
  void add(int rule, EventRecord record, int[] fieldIds) {
    if (count == rules.length) {
      grow();
    }
    source = record.source();
    rules[count] = rule;
    times[count] = record.timeNanos();
    lineNumbers[count] = record.lineNumber();
    lineOffsets[count] = record.lineOffset();
    lineStarts[count] = textEnd;
    copy(record.line(), record.lineStart(), record.lineEnd());
    lineEnds[count] = textEnd;
    for (int fieldId : fieldIds) {
      addValue(record, fieldId);
    }
    count++;
    firstValues[count] = valueCount;
  }

  /// Forgets all matches; the arrays stay, so that the next batch need not grow them again.
  void clear() {
    count = 0;
    valueCount = 0;
    textEnd = 0;
    if (text.length > MAX_KEPT_BYTES) {
      text = new byte[FIRST_BYTES];
    }
  }

  private void addValue(EventRecord record, int fieldId) {
    if (valueCount == valueStarts.length) {
      valueStarts = Arrays.copyOf(valueStarts, valueCount * 2);
      valueEnds = Arrays.copyOf(valueEnds, valueCount * 2);
    }
    int entry = record.first(fieldId);
    if (entry < 0 || record.kind(entry) == EventRecord.NULL) {
      valueStarts[valueCount] = MISSING;
    } else {
      valueStarts[valueCount] = textEnd;
      copy(record.bytes(entry), record.start(entry), record.end(entry));
      valueEnds[valueCount] = textEnd;
    }
    valueCount++;
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

  /// All matches of a batch are from one source.
  String source() {
    return source;
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

  String line(int hit) {
    return string(lineStarts[hit], lineEnds[hit]);
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

  /// The value of the field that had this position in [#add], or null when the record lacks it.
  byte @Nullable [] value(int hit, int position) {
    int value = firstValues[hit] + position;
    return valueStarts[value] == MISSING
        ? null
        : Arrays.copyOfRange(text, valueStarts[value], valueEnds[value]);
  }

  private String string(int start, int end) {
    return new String(text, start, end - start, StandardCharsets.UTF_8);
  }
}
