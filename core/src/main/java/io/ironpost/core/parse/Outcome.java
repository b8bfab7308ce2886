package io.ironpost.core.parse;

/// What came of parsing one line: an expected failure is a value.
public sealed interface Outcome {
  /// The one [Parsed].
  Outcome PARSED = new Parsed();

  /// The one [NotMine].
  Outcome NOT_MINE = new NotMine();

  /// The one [Pending].
  Outcome PENDING = new Pending();

  /// The record is filled in.
  record Parsed() implements Outcome {}

  /// The line has another format; another parser may try.
  record NotMine() implements Outcome {}

  /// The line is part of an event that is not complete yet (auditd); nothing to judge now.
  record Pending() implements Outcome {}

  /// The line looks like this format and is broken.
  ///
  /// @param reason a phrase for people: `month is not a month`
  /// @param at where, in bytes from the start of the line
  record Malformed(String reason, int at) implements Outcome {}
}
