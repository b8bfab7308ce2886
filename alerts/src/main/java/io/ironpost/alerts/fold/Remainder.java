package io.ironpost.alerts.fold;

import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.EvidenceReference;
import io.ironpost.core.alert.Sighting;
import java.util.List;
import java.util.Map;

/// The part of a sighting that had not been told before a crash.
///
/// @param references the lines that had not; they may be more than `count` where events without
///   known places were passed over instead
record Remainder(Sighting whole, long count, List<EvidenceReference> references)
    implements Sighting {
  @Override
  public AlertRule rule() {
    return whole.rule();
  }

  @Override
  public String group() {
    return whole.group();
  }

  @Override
  public long firstNanos() {
    return whole.firstNanos();
  }

  @Override
  public long lastNanos() {
    return whole.lastNanos();
  }

  @Override
  public List<Evidence> evidence() {
    return whole.evidence().stream().filter(this::isFresh).toList();
  }

  private boolean isFresh(Evidence line) {
    return references.contains(
        new EvidenceReference(line.source(), line.lineNumber(), line.byteOffset()));
  }

  @Override
  public Map<String, List<String>> entities() {
    return whole.entities();
  }
}
