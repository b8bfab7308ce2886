package io.ironpost.cli;

import io.ironpost.cli.output.Terminal;
import java.util.List;

/// What the JVM watches to make its AOT cache (JEP 483, 515): the commands people start with, run
/// one after the other, the second time with the rules kept from the first.
public final class Training {
  private Training() {}

  /// @param arguments the folder with logs of the common kinds
  public static void main(String[] arguments) {
    String logs = arguments[0];
    List<List<String>> commands =
        List.of(
            List.of("--version"),
            List.of("try", logs),
            List.of("replay", logs, "--output", "ndjson"),
            List.of("try", logs + "/auth.log", "--output", "table"));
    for (List<String> command : commands) {
      new Program(Terminal.system()).run(command);
    }
    System.exit(0);
  }
}
