package io.ironpost.store.history;

import io.ironpost.core.alert.Evidence;
import java.util.List;
import java.util.Map;

/// One alert with what stands in other tables.
///
/// @param evidence oldest first
/// @param entities by name
public record AlertDetails(
    AlertRow alert,
    List<Evidence> evidence,
    Map<String, List<String>> entities,
    List<String> techniques) {
  public AlertDetails {
    evidence = List.copyOf(evidence);
    entities = Map.copyOf(entities);
    techniques = List.copyOf(techniques);
  }
}
