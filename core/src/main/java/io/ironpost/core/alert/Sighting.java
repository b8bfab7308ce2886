package io.ironpost.core.alert;

import java.util.List;
import java.util.Map;

/// One thing that a judge saw: a match that alerts by itself, a correlation that came true, or one
/// more event of an episode that goes on.
///
/// Valid during the call that hands it over only. What costs memory is made when asked for, since
/// the millionth repeat of a flood is only counted.
public interface Sighting {
  AlertRule rule();

  /// Who it is about, by which repeats fold: `src_ip=203.0.113.9`, several parts joined by `, `;
  /// empty when the events name nobody.
  String group();

  /// How many events it adds; at least 1.
  long count();

  /// Event time of its first event in nanoseconds since 1970, or
  /// [io.ironpost.core.event.EventRecord#NO_TIME].
  long firstNanos();

  /// Event time of its last event, likewise.
  long lastNanos();

  /// Where its lines stand, oldest first; empty when they are no longer known.
  List<EvidenceReference> references();

  /// Its lines, oldest first.
  List<Evidence> evidence();

  /// Who and what is concerned, in the order of the field taxonomy.
  Map<String, List<String>> entities();
}
