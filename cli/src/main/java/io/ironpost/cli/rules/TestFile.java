package io.ironpost.cli.rules;

import java.util.List;
import java.util.Map;

/// A test file: what the rules of the file beside it must and must not find.
///
/// @param name of the file
/// @param problems what is wrong with the file itself; its cases are not run then
record TestFile(String name, List<Case> cases, List<String> problems) {
  /// One case.
  ///
  /// @param rule which rule of the file is meant; empty for all of them together
  /// @param source where the lines are said to come from
  /// @param log lines, as they stand in a log
  /// @param matches how many findings there must be
  /// @param entities values that the findings must name
  record Case(
      String name,
      String rule,
      String source,
      String log,
      long matches,
      Map<String, List<String>> entities) {}

  static TestFile broken(String name, List<String> problems) {
    return new TestFile(name, List.of(), problems);
  }
}
