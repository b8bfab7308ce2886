package io.ironpost.rules.read;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the reader must be told about the place where the rules will run.
///
/// @param placeholders the values for `|expand`, by name without the percent signs; a rule that
///   uses a name that is not here is refused, because it would match nothing, or everything under a
///   `not`
public record ReadOptions(Map<String, List<String>> placeholders) {
  public ReadOptions {
    Map<String, List<String>> copy = new TreeMap<>();
    placeholders.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    placeholders = Map.copyOf(copy);
  }

  public static ReadOptions defaults() {
    return new ReadOptions(Map.of());
  }
}
