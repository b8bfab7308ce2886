package io.ironpost.cli;

import io.ironpost.cli.output.Terminal;
import java.util.List;

/// Where the program starts.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    int code = new Program(Terminal.system()).run(List.of(arguments));
    // Not a return: a thread that still waits must not keep a finished command from ending.
    System.exit(code);
  }
}
