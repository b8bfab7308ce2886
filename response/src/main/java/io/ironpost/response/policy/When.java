package io.ironpost.response.policy;

import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.EvidenceReference;
import io.ironpost.core.alert.Severity;
import java.util.List;
import java.util.stream.Stream;

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
    return update.alert().severity().isAtLeast(atLeast)
        && isOfRule(update)
        && isTagged(update.rule().tags())
        && isFrom(update);
  }

  private boolean isOfRule(AlertUpdate update) {
    List<String> names = List.of(update.rule().id(), update.rule().name(), update.rule().title());
    return (rules.isEmpty() || anyMatches(rules, names)) && !anyMatches(notRules, names);
  }

  private boolean isTagged(List<String> of) {
    return (tags.isEmpty() || anyMatches(tags, of)) && !anyMatches(notTags, of);
  }

  /// One line from elsewhere is enough to be out: it may be the one that makes the fifth failure of
  /// somebody who mistyped. Lines whose place was not kept cannot be asked.
  private boolean isFrom(AlertUpdate update) {
    List<String> from =
        Stream.concat(
                update.references().stream().map(EvidenceReference::source),
                update.alert().evidence().stream().map(Evidence::source))
            .distinct()
            .toList();
    return !anyMatches(notSources, from)
        && (sources.isEmpty()
            || !from.isEmpty()
                && from.stream().allMatch(source -> anyMatches(sources, List.of(source))));
  }

  private static boolean anyMatches(List<Glob> globs, List<String> texts) {
    for (Glob glob : globs) {
      for (String text : texts) {
        if (glob.matches(text)) {
          return true;
        }
      }
    }
    return false;
  }
}
