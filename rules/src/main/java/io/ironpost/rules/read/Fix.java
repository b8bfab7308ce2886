package io.ironpost.rules.read;

/// Replaces the bytes from `start` (inclusive) to `end` (exclusive) of the file.
public record Fix(int start, int end, String replacement) {
  public Fix {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("not a range: " + start + ".." + end);
    }
  }
}
