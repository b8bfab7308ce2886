package io.ironpost.rules.read;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What the reader must be told about the place where the rules will run.
///
/// @param placeholders the values for `|expand`, by name without the percent signs; a rule that
///   uses a name that is not here is refused, because it would match nothing, or everything under a
///   `not`
/// @param fieldNames names of fields that records have, for the hunt for misspelt ones; empty for
///   no such hunt
public record ReadOptions(Map<String, List<String>> placeholders, Set<String> fieldNames) {
  public ReadOptions {
    Map<String, List<String>> copy = new TreeMap<>();
    placeholders.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    placeholders = Map.copyOf(copy);
    fieldNames = Set.copyOf(fieldNames);
  }

  public ReadOptions(Map<String, List<String>> placeholders) {
    this(placeholders, Set.of());
  }

  public static ReadOptions defaults() {
    return new ReadOptions(Map.of());
  }
}
