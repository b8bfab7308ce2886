package io.ironpost.rules.judge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Who and what is concerned, each value once, in the order they are told.
final class NamedValues {
  private final Map<String, Set<String>> values = new LinkedHashMap<>();

  /// Of one name as many as an alert shows.
  void add(String name, String value) {
    Set<String> known = values.computeIfAbsent(name, _ -> new LinkedHashSet<>());
    if (known.size() < Finding.MAX_VALUES) {
      known.add(value);
    }
  }

  Map<String, List<String>> byName() {
    Map<String, List<String>> named = new LinkedHashMap<>();
    values.forEach((name, of) -> named.put(name, List.copyOf(of)));
    return Collections.unmodifiableMap(named);
  }

  /// `src_ip=203.0.113.9, user=root`: the words by which repeats fold.
  static String group(Map<String, String> group) {
    return group.entrySet().stream()
        .map(part -> part.getKey() + '=' + part.getValue())
        .collect(Collectors.joining(", "));
  }
}
