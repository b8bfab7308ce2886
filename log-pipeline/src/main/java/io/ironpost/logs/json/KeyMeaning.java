package io.ironpost.logs.json;

/// What is special about a key, worked out when it is first met.
///
/// @param timeRank its place in the list of keys that hold the event's time, from 1; 0 when it is
///   none
/// @param role what the parser itself wants to know of the key's value
/// @param whole an object that is also offered as its text
/// @param aliases ids of further names the value is offered under
record KeyMeaning(int timeRank, Role role, boolean whole, int[] aliases) {
  static final KeyMeaning PLAIN = new KeyMeaning(0, Role.NONE, false, new int[0]);

  /// Keys at the top of an event that decide how it is read.
  enum Role {
    NONE,
    PRODUCT,
    CATEGORY,
    SERVICE,
    /// Docker json-file's inner line.
    LOG,
    /// Docker json-file's `stdout` or `stderr`.
    STREAM,
    /// journald's text.
    MESSAGE,
    /// journald's program name.
    IDENTIFIER
  }

  boolean isPlain() {
    return timeRank == 0 && role == Role.NONE && aliases.length == 0;
  }
}
