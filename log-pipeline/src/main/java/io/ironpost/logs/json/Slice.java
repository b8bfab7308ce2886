package io.ironpost.logs.json;

import java.util.Arrays;

/// A value to come back to at the end of an event; used again for every event.
final class Slice {
  private static final byte[] NOTHING = {};

  private byte[] bytes = NOTHING;
  private int start;
  private int end;
  private boolean present;

  void set(byte[] newBytes, int newStart, int newEnd) {
    bytes = newBytes;
    start = newStart;
    end = newEnd;
    present = true;
  }

  void clear() {
    start = 0;
    end = 0;
    present = false;
  }

  boolean present() {
    return present;
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  byte[] copy() {
    return Arrays.copyOfRange(bytes, start, end);
  }

  boolean is(byte[] text) {
    return Arrays.equals(bytes, start, end, text, 0, text.length);
  }

  int hash() {
    int hash = end - start;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + bytes[i];
    }
    return hash;
  }
}
