package io.ironpost.rules.read;

import java.util.List;

/// A condition as written, names not yet looked up. `at` and `length` say where in the text.
sealed interface Condition {
  record Name(String name, int at) implements Condition {}

  /// `1 of x*`, `all of them`.
  ///
  /// @param count how many must hold; [#ALL] for all
  /// @param pattern with `*`; [#THEM] for every name that does not begin with an underscore
  record Several(int count, String pattern, int at, int length) implements Condition {
    static final int ALL = -1;
    static final String THEM = "them";
  }

  record Not(Condition part) implements Condition {}

  record And(List<Condition> parts) implements Condition {}

  record Or(List<Condition> parts) implements Condition {}
}
