package io.ironpost.daemon.control;

import java.util.List;

/// What came of reading the configuration again.
public sealed interface ReloadOutcome {
  /// The new configuration holds.
  ///
  /// @param changes what is different, a line each; empty when nothing is
  /// @param needRestart of the changed settings those that only a start of the program takes up
  record Applied(List<String> changes, List<String> needRestart) implements ReloadOutcome {
    public Applied {
      changes = List.copyOf(changes);
      needRestart = List.copyOf(needRestart);
    }
  }

  /// The old configuration goes on, whole.
  ///
  /// @param problems all of them, each with its place
  record Refused(List<String> problems) implements ReloadOutcome {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
