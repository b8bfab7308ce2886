package io.ironpost.core.alert;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// An alert as it is told at one moment. The same alert is told again when it grows, with the same
/// id and a higher revision; whoever keeps alerts keeps the highest.
///
/// @param traceId goes from the first line to the last action
/// @param revision from 1, rising
/// @param toldAt when this revision was made
/// @param host the machine that saw it
/// @param group by which repeats folded into it, as [Sighting#group] says; empty for nobody
/// @param silencedBy the id of the silence that keeps it from people; empty when none does
/// @param references where the lines stand, oldest first, also those whose text is not kept
/// @param referencesLeftOut lines beyond the limit of `references`
public record AlertUpdate(
    Alert alert,
    AlertRule rule,
    UUID traceId,
    int revision,
    Phase phase,
    Instant toldAt,
    String host,
    String group,
    String silencedBy,
    List<EvidenceReference> references,
    long referencesLeftOut) {
  /// Where an alert is in its life.
  public enum Phase {
    /// Told for the first time.
    OPENED,
    /// It grew.
    UPDATED,
    /// Nothing was added for as long as repeats fold; the next repeat is a new alert.
    CLOSED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public AlertUpdate {
    if (revision < 1) {
      throw new IllegalArgumentException("revisions count from 1, not " + revision);
    }
    references = List.copyOf(references);
  }

  /// The same for the same telling on every run: receivers may take it as the key by which a second
  /// delivery is known.
  public String key() {
    return alert.id() + "." + revision;
  }
}
