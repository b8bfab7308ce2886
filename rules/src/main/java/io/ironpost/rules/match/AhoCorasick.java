package io.ironpost.rules.match;

/// Finds all of many literals in one pass over a value (Aho and Corasick, CACM 18(6), 1975), with
/// all failure transitions resolved, so that a byte costs one table look-up however many literals
/// there are. Bytes fall into classes (case folded; all bytes that occur in no literal are one
/// class), which keeps rows short. A state is the offset of its row; accepting states have the
/// largest offsets, so one comparison tells them.
final class AhoCorasick {
  /// Below this the second walk's way past the end of the first costs more than it gains.
  private static final int TWO_WALKS_FROM = 32;

  private static final int FOUR_WALKS_FROM = 96;

  private final byte[] classOf;
  private final int[] next;
  private final int stride;
  private final int firstAccepting;
  private final int[] outputFrom; // by accepting state, one more than there are
  private final int[] outputs;
  private final int longest; // literal, in bytes

  AhoCorasick(
      byte[] classOf,
      int[] next,
      int stride,
      int firstAccepting,
      int[] from,
      int[] outputs,
      int longest) {
    this.classOf = classOf;
    this.next = next;
    this.stride = stride;
    this.firstAccepting = firstAccepting;
    this.outputFrom = from;
    this.outputs = outputs;
    this.longest = longest;
  }

  /// Each step waits for the table row that the step before named, mostly out of the second-level
  /// cache. So longer values are walked from several places at once: each walk goes on past the
  /// start of the next by the length of the longest literal, and a literal met twice is reported
  /// twice.
  void scan(byte[] bytes, int start, int end, Found found) {
    int length = end - start;
    if (length >= FOUR_WALKS_FROM) {
      scanInFour(bytes, start, end, found);
    } else if (length >= TWO_WALKS_FROM) {
      scanInTwo(bytes, start, end, found);
    } else {
      walk(bytes, start, end, 0, found);
    }
  }

  private void walk(byte[] bytes, int start, int end, int from, Found found) {
    int[] table = next;
    byte[] classes = classOf;
    int accepting = firstAccepting;
    int state = from;
    for (int i = start; i < end; i++) {
      state = table[state + (classes[bytes[i] & 0xff] & 0xff)];
      if (state >= accepting) {
        report(state, found);
      }
    }
  }

  /// Ends the literals that began before `start`. Back in the first state there is none: what
  /// begins later is met by the next walk.
  private void walkOn(byte[] bytes, int start, int end, int from, Found found) {
    int stop = Math.min(end, start + longest - 1);
    int state = from;
    for (int i = start; i < stop && state != 0; i++) {
      state = next[state + (classOf[bytes[i] & 0xff] & 0xff)];
      if (state >= firstAccepting) {
        report(state, found);
      }
    }
  }

  private void scanInTwo(byte[] bytes, int start, int end, Found found) {
    int[] table = next;
    byte[] classes = classOf;
    int accepting = firstAccepting;
    int half = (end - start) / 2;
    int second = start + half;
    int a = 0;
    int b = 0;
    for (int i = 0; i < half; i++) {
      a = table[a + (classes[bytes[start + i] & 0xff] & 0xff)];
      b = table[b + (classes[bytes[second + i] & 0xff] & 0xff)];
      if (a >= accepting) {
        report(a, found);
      }
      if (b >= accepting) {
        report(b, found);
      }
    }
    walkOn(bytes, second, end, a, found);
    walk(bytes, second + half, end, b, found);
  }

  private void scanInFour(byte[] bytes, int start, int end, Found found) {
    int[] table = next;
    byte[] classes = classOf;
    int accepting = firstAccepting;
    int quarter = (end - start) / 4;
    int second = start + quarter;
    int third = second + quarter;
    int fourth = third + quarter;
    int a = 0;
    int b = 0;
    int c = 0;
    int d = 0;
    for (int i = 0; i < quarter; i++) {
      a = table[a + (classes[bytes[start + i] & 0xff] & 0xff)];
      b = table[b + (classes[bytes[second + i] & 0xff] & 0xff)];
      c = table[c + (classes[bytes[third + i] & 0xff] & 0xff)];
      d = table[d + (classes[bytes[fourth + i] & 0xff] & 0xff)];
      if (Math.max(Math.max(a, b), Math.max(c, d)) >= accepting) {
        reportAccepting(a, b, c, d, found);
      }
    }
    walkOn(bytes, second, end, a, found);
    walkOn(bytes, third, end, b, found);
    walkOn(bytes, fourth, end, c, found);
    walk(bytes, fourth + quarter, end, d, found);
  }

  private void reportAccepting(int a, int b, int c, int d, Found found) {
    if (a >= firstAccepting) {
      report(a, found);
    }
    if (b >= firstAccepting) {
      report(b, found);
    }
    if (c >= firstAccepting) {
      report(c, found);
    }
    if (d >= firstAccepting) {
      report(d, found);
    }
  }

  private void report(int state, Found found) {
    int index = (state - firstAccepting) / stride;
    for (int i = outputFrom[index]; i < outputFrom[index + 1]; i++) {
      found.found(outputs[i]);
    }
  }
}
