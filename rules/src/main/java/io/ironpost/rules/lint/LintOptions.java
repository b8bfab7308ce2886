package io.ironpost.rules.lint;

import java.util.List;
import java.util.Map;

/// What lint should hold a rule to.
///
/// @param attackTags whether every rule that alerts must name an ATT&CK technique; asked of our own
///   content
/// @param placeholders values for `|expand`, by name
public record LintOptions(boolean attackTags, Map<String, List<String>> placeholders) {
  public LintOptions {
    placeholders = Map.copyOf(placeholders);
  }

  public static LintOptions defaults() {
    return new LintOptions(false, Map.of());
  }
}
