package io.ironpost.ebpf.blocklist;

import io.ironpost.core.action.Effect;
import java.util.List;

/// What came of importing a feed.
public sealed interface ImportResult {
  /// It is kept.
  ///
  /// @param effect whether it holds on the wire; where there is no engine it will, once there is
  record Imported(Feed feed, Effect effect) implements ImportResult {}

  /// Nothing changed.
  ///
  /// @param problems all of them, each in a sentence
  record Refused(List<String> problems) implements ImportResult {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
