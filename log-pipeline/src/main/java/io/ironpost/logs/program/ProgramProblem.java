package io.ironpost.logs.program;

/// What is wrong in a program file, and where.
///
/// @param file the file's name, as it was given
/// @param line from 1
/// @param column from 1
public record ProgramProblem(String file, int line, int column, String message) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
