package io.ironpost.daemon.control;

import java.util.List;

/// What came of wanting a silence.
public sealed interface SilenceOutcome {
  /// It holds.
  record Made(SilenceView silence) implements SilenceOutcome {}

  /// It does not.
  ///
  /// @param problems all of them, each in a sentence
  record Refused(List<String> problems) implements SilenceOutcome {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
