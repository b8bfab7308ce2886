package io.ironpost.ebpf.blocklist;

/// Something in a feed that was left out.
///
/// @param file as the user named it
/// @param line from 1; 0 when it is about the whole file
/// @param column of its first character, from 1
/// @param why for people
public record FeedProblem(String file, long line, int column, String why) {
  /// `drop.txt:12:1: 300.1.2.3: not an address, network or range`. The file's text in it is
  /// hostile; whoever prints it makes it safe.
  @Override
  public String toString() {
    return line == 0
        ? "%s: %s".formatted(file, why)
        : "%s:%d:%d: %s".formatted(file, line, column, why);
  }
}
