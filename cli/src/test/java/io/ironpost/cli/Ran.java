package io.ironpost.cli;

import io.ironpost.cli.output.FakeTerminal;
import java.util.List;

/// What came of running the program in a test.
record Ran(int exit, String out, String err) {
  static Ran in(FakeTerminal fake, String... arguments) {
    int exit = new Program(fake.terminal()).run(List.of(arguments));
    return new Ran(exit, fake.out(), fake.err());
  }

  /// As a script runs it.
  static Ran piped(String... arguments) {
    return in(FakeTerminal.pipe(), arguments);
  }
}
