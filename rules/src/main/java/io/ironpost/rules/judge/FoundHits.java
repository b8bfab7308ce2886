package io.ironpost.rules.judge;

import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.EvidenceReference;
import io.ironpost.core.judge.Verdicts;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The matches of a batch with the rules whose numbers they speak in: others may be in force by the
/// time they are settled.
record FoundHits(LoadedRules rules, Hits hits) implements Verdicts {
  Interest interest(int hit) {
    return rules.interest(hits.rule(hit));
  }

  Evidence evidence(int hit) {
    return new Evidence(
        hits.source(hit), hits.lineNumber(hit), hits.lineOffset(hit), hits.line(hit));
  }

  EvidenceReference place(int hit) {
    return new EvidenceReference(hits.source(hit), hits.lineNumber(hit), hits.lineOffset(hit));
  }

  /// Who and what the event concerns.
  void entities(int hit, BiConsumer<String, String> told) {
    Interest interest = interest(hit);
    String[] names = interest.entityNames();
    for (int i = 0; i < names.length; i++) {
      byte @Nullable [] value = hits.value(hit, interest.slots() + i);
      if (value != null && value.length > 0) {
        told.accept(names[i], Entities.text(value));
      }
    }
  }

  /// The matches can be forgotten.
  void release() {
    rules.pool().giveBack(hits);
  }
}
