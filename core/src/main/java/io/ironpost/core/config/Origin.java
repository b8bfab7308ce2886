package io.ironpost.core.config;

/// Where a value came from; the later in this list wins.
public sealed interface Origin {
  /// Nobody said otherwise.
  record Default() implements Origin {
    @Override
    public String toString() {
      return "default";
    }
  }

  /// A place in the file.
  ///
  /// @param line from 1
  /// @param column from 1
  record File(String name, int line, int column) implements Origin {
    @Override
    public String toString() {
      return name + ":" + line + ":" + column;
    }
  }

  /// A variable of the environment.
  record Environment(String variable) implements Origin {
    @Override
    public String toString() {
      return "environment variable " + variable;
    }
  }

  /// `--set` on the command line.
  record CommandLine() implements Origin {
    @Override
    public String toString() {
      return "--set";
    }
  }
}
