package io.ironpost.rules.match;

import java.util.Arrays;
import java.util.List;

/// Builds an [AhoCorasick]: a trie, then failure links breadth first, then the numbering that puts
/// accepting states last.
final class AhoCorasickBuilder {
  private static final int NONE = -1;

  private final byte[] classOf = new byte[256];
  private final int classes;
  private final int longest;
  private int[] trie;
  private int states = 1;
  private int[] firstOutput; // by state: index into outputNumbers, or NONE
  private int[] nextOutput;
  private int[] outputNumbers;
  private int outputCount;
  private int[] failure = {};
  private int[] order = {};

  private AhoCorasickBuilder(List<IndexedLiteral> literals) {
    classes = classify(literals);
    longest = literals.stream().mapToInt(literal -> literal.bytes().length).max().orElse(0);
    int room = 1 + literals.stream().mapToInt(literal -> literal.bytes().length).sum();
    trie = new int[Math.min(room, 1024) * classes];
    Arrays.fill(trie, NONE);
    firstOutput = new int[room];
    Arrays.fill(firstOutput, NONE);
    nextOutput = new int[literals.size()];
    outputNumbers = new int[literals.size()];
  }

  static AhoCorasick build(List<IndexedLiteral> literals) {
    AhoCorasickBuilder builder = new AhoCorasickBuilder(literals);
    literals.forEach(builder::add);
    builder.link();
    return builder.finish();
  }

  /// Class 0 is "any other byte".
  private int classify(List<IndexedLiteral> literals) {
    boolean[] used = new boolean[256];
    for (IndexedLiteral literal : literals) {
      for (byte b : literal.bytes()) {
        used[b & 0xff] = true;
      }
    }
    int count = 1;
    for (int b = 0; b < 256; b++) {
      if (used[b] && Ascii.LOWER[b] == (byte) b) {
        classOf[b] = (byte) count++;
      }
    }
    for (int b = 'A'; b <= 'Z'; b++) {
      classOf[b] = classOf[b + 32];
    }
    return count;
  }

  private void add(IndexedLiteral literal) {
    int state = 0;
    for (byte b : literal.bytes()) {
      int edge = state * classes + (classOf[b & 0xff] & 0xff);
      int target = trie[edge];
      if (target == NONE) {
        target = newState(); // may move the table
        trie[edge] = target;
      }
      state = target;
    }
    nextOutput[outputCount] = firstOutput[state];
    outputNumbers[outputCount] = literal.number();
    firstOutput[state] = outputCount++;
  }

  private int newState() {
    if ((states + 1) * classes > trie.length) {
      int filled = trie.length;
      trie = Arrays.copyOf(trie, filled * 2);
      Arrays.fill(trie, filled, trie.length, NONE);
    }
    return states++;
  }

  /// Breadth first, so that a state's failure state is complete before the state is.
  private void link() {
    failure = new int[states];
    order = new int[states];
    int filled = 1;
    for (int head = 0; head < filled; head++) {
      int state = order[head];
      for (int c = 0; c < classes; c++) {
        int edge = state * classes + c;
        int fallback = state == 0 ? 0 : trie[failure[state] * classes + c];
        if (trie[edge] == NONE) {
          trie[edge] = fallback;
        } else {
          failure[trie[edge]] = fallback;
          order[filled++] = trie[edge];
        }
      }
    }
  }

  private boolean accepts(int state) {
    return outputsAt[state] > 0;
  }

  private int[] outputsAt = {}; // by state: how many literals end there, suffixes included

  private void countOutputs() {
    outputsAt = new int[states];
    for (int state : order) {
      int count = state == 0 ? 0 : outputsAt[failure[state]];
      for (int o = firstOutput[state]; o != NONE; o = nextOutput[o]) {
        count++;
      }
      outputsAt[state] = count;
    }
  }

  private AhoCorasick finish() {
    countOutputs();
    int quiet = (int) Arrays.stream(order).filter(state -> !accepts(state)).count();
    int[] newNumber = renumber(quiet);
    int[] next = new int[states * classes];
    int[] from = new int[states - quiet + 1];
    for (int state = 0; state < states; state++) {
      int row = newNumber[state] * classes;
      for (int c = 0; c < classes; c++) {
        next[row + c] = newNumber[trie[state * classes + c]] * classes;
      }
      if (accepts(state)) {
        from[newNumber[state] - quiet + 1] = outputsAt[state];
      }
    }
    Arrays.parallelPrefix(from, Integer::sum);
    int[] outputs = outputs(newNumber, from, quiet);
    return new AhoCorasick(classOf, next, classes, quiet * classes, from, outputs, longest);
  }

  /// Quiet states first; within each kind breadth first, so that the hot rows near the root are
  /// close.
  private int[] renumber(int quiet) {
    int[] newNumber = new int[states];
    int nextQuiet = 0;
    int nextAccepting = quiet;
    for (int state : order) {
      newNumber[state] = accepts(state) ? nextAccepting++ : nextQuiet++;
    }
    return newNumber;
  }

  private int[] outputs(int[] newNumber, int[] from, int quiet) {
    int[] outputs = new int[from[from.length - 1]];
    for (int state : order) {
      if (accepts(state)) {
        int at = from[newNumber[state] - quiet];
        for (int s = state; s != 0; s = failure[s]) {
          for (int o = firstOutput[s]; o != NONE; o = nextOutput[o]) {
            outputs[at++] = outputNumbers[o];
          }
        }
      }
    }
    return outputs;
  }
}
