package io.ironpost.logs.route;

/// A mistake in a pipeline file.
///
/// @param line from 1
/// @param column from 1
public record RouteProblem(String file, int line, int column, String what) {
  @Override
  public String toString() {
    return "%s:%d:%d: %s".formatted(file, line, column, what);
  }
}
