package io.ironpost.rules.judge;

import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.EvidenceReference;
import io.ironpost.core.alert.Sighting;
import io.ironpost.rules.correlate.CorrelationMatch;
import java.util.List;
import java.util.Map;

/// One more event of an episode that was told before.
record ExtensionSighting(
    AlertRule rule, CorrelationMatch.Extension extension, FoundHits found, int hit)
    implements Sighting {
  @Override
  public String group() {
    return NamedValues.group(extension.group().get());
  }

  @Override
  public long count() {
    return 1;
  }

  @Override
  public long firstNanos() {
    return extension.timeNanos();
  }

  @Override
  public long lastNanos() {
    return extension.timeNanos();
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
    extension.group().get().forEach(named::add);
    found.entities(hit, named::add);
    return named.byName();
  }
}
