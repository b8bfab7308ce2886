package io.ironpost.response.policy;

import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Severity;
import java.util.List;

/// Which alerts a policy is for. Every part must hold; an empty list of globs asks nothing.
///
/// @param rules one must match the rule's id, name or title
/// @param tags one must match one of the rule's tags, as `attack.t1110*`
/// @param sources one must match, for each line that proves the alert
/// @param notSources none may match any of these lines: whoever can write to a source chooses who
///   is blocked
public record When(
    Severity atLeast,
    List<Glob> rules,
    List<Glob> notRules,
    List<Glob> tags,
    List<Glob> notTags,
    List<Glob> sources,
    List<Glob> notSources) {
  public When {
    rules = List.copyOf(rules);
    notRules = List.copyOf(notRules);
    tags = List.copyOf(tags);
    notTags = List.copyOf(notTags);
    sources = List.copyOf(sources);
    notSources = List.copyOf(notSources);
  }

  public boolean holds(AlertUpdate update) {
    throw new UnsupportedOperationException();
  }
}
