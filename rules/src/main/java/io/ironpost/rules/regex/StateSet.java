package io.ironpost.rules.regex;

import java.util.Arrays;

/// A set of small numbers with constant-time add and clear (Briggs and Torczon, "An efficient
/// representation for sparse sets", 1993).
final class StateSet {
  private final int[] dense;
  private final int[] sparse;
  private int size;

  StateSet(int capacity) {
    dense = new int[capacity];
    sparse = new int[capacity];
  }

  boolean add(int member) {
    int at = sparse[member];
    if (at < size && dense[at] == member) return false;
    dense[size] = member;
    sparse[member] = size++;
    return true;
  }

  int get(int index) {
    return dense[index];
  }

  int[] sorted() {
    int[] members = Arrays.copyOf(dense, size);
    Arrays.sort(members);
    return members;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }
}
