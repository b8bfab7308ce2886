package io.ironpost.cli.rules;

/// What came of one case.
///
/// @param failure why it failed; empty when it passed
/// @param millis how long it took
record TestResult(String file, String name, String failure, long millis) {
  boolean passed() {
    return failure.isEmpty();
  }
}
