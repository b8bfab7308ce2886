package io.ironpost.rules.judge;

import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.EvidenceReference;
import io.ironpost.core.alert.Sighting;
import io.ironpost.rules.correlate.CorrelationMatch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A correlation that came true.
record CorrelationSighting(AlertRule rule, CorrelationMatch match, RecentLines lines)
    implements Sighting {
  @Override
  public String group() {
    return NamedValues.group(match.group());
  }

  @Override
  public long count() {
    return Math.max(1, match.count());
  }

  @Override
  public long firstNanos() {
    return match.firstNanos();
  }

  @Override
  public long lastNanos() {
    return match.lastNanos();
  }

  @Override
  public List<EvidenceReference> references() {
    return Arrays.stream(match.evidence())
        .mapToObj(lines::place)
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public List<Evidence> evidence() {
    return Arrays.stream(match.evidence()).mapToObj(lines::find).flatMap(Optional::stream).toList();
  }

  @Override
  public Map<String, List<String>> entities() {
    NamedValues named = new NamedValues();
    match.group().forEach(named::add);
    for (long reference : match.evidence()) {
      lines.entities(reference, named::add);
    }
    return named.byName();
  }
}
