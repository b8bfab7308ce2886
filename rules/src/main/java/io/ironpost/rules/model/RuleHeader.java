package io.ironpost.rules.model;

import io.ironpost.core.alert.Severity;
import java.util.List;

/// What every rule says of itself, whether it matches single events or correlates others.
///
/// @param id unique among the loaded rules: the `id` of the rule, or made from its file and
///   position
/// @param name the short name that correlations refer to; empty when the rule has none
/// @param level how bad a match is; a rule that does not say is [Severity#MEDIUM]
/// @param status Sigma's maturity word (`stable`, `test`, `experimental`, …); empty when not said
/// @param enabled false for the short form's `status: disabled`
/// @param tags as written, `attack.t1110.001` and the like
/// @param fields the fields that the author wants shown with a match
public record RuleHeader(
    String id,
    String name,
    String title,
    String description,
    Severity level,
    String status,
    boolean enabled,
    String author,
    List<String> tags,
    List<String> references,
    List<String> falsePositives,
    List<String> fields,
    Location location) {
  public RuleHeader {
    if (id.isBlank()) {
      throw new IllegalArgumentException("rule id is blank at " + location);
    }
    tags = List.copyOf(tags);
    references = List.copyOf(references);
    falsePositives = List.copyOf(falsePositives);
    fields = List.copyOf(fields);
  }
}
