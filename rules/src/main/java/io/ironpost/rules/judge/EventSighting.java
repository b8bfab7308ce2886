package io.ironpost.rules.judge;

import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.EvidenceReference;
import io.ironpost.core.alert.Sighting;
import java.util.List;
import java.util.Map;

/// One event that matched a rule which alerts by itself.
///
/// @param timeNanos of the event, held down to its arrival
record EventSighting(FoundHits found, int hit, long timeNanos) implements Sighting {
  @Override
  public AlertRule rule() {
    return found.rules().alertRule(found.hits().rule(hit));
  }

  @Override
  public String group() {
    return Actor.of(found.hits(), hit, found.interest(hit));
  }

  @Override
  public long count() {
    return 1;
  }

  @Override
  public long firstNanos() {
    return timeNanos;
  }

  @Override
  public long lastNanos() {
    return timeNanos;
  }

  @Override
  public List<EvidenceReference> references() {
    return List.of(found.place(hit));
  }

  @Override
  public List<Evidence> evidence() {
    return List.of(found.evidence(hit));
  }

  @Override
  public Map<String, List<String>> entities() {
    NamedValues named = new NamedValues();
    found.entities(hit, named::add);
    return named.byName();
  }
}
