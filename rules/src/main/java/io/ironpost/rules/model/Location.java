package io.ironpost.rules.model;

/// Where something stands in a rule file.
///
/// @param file as the user named it
/// @param line from 1
/// @param column from 1, in characters
public record Location(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
