package io.ironpost.rules.match;

/// Finds all of many literals in one pass over a value (Aho and Corasick, CACM 18(6), 1975), with
/// all failure transitions resolved, so that a byte costs one table look-up however many literals
/// there are. Bytes fall into classes (case folded; all bytes that occur in no literal are one
/// class), which keeps rows short. A state is the offset of its row; accepting states have the
/// largest offsets, so one comparison tells them.
final class AhoCorasick {
  private final byte[] classOf;
  private final int[] next;
  private final int stride;
  private final int firstAccepting;
  private final int[] outputFrom; // by accepting state, one more than there are
  private final int[] outputs;

  AhoCorasick(
      byte[] classOf, int[] next, int stride, int firstAccepting, int[] from, int[] outputs) {
    this.classOf = classOf;
    this.next = next;
    this.stride = stride;
    this.firstAccepting = firstAccepting;
    this.outputFrom = from;
    this.outputs = outputs;
  }

  void scan(byte[] bytes, int start, int end, Found found) {
    int[] table = next;
    byte[] classes = classOf;
    int accepting = firstAccepting;
    int state = 0;
    for (int i = start; i < end; i++) {
      state = table[state + (classes[bytes[i] & 0xff] & 0xff)];
      if (state >= accepting) {
        report(state, found);
      }
    }
  }

  private void report(int state, Found found) {
    int index = (state - firstAccepting) / stride;
    for (int i = outputFrom[index]; i < outputFrom[index + 1]; i++) {
      found.found(outputs[i]);
    }
  }

  /// The size of the transition table in bytes, for the books.
  long tableBytes() {
    return 4L * next.length;
  }
}
