package io.ironpost.response;

import io.ironpost.core.action.Action;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who was acted on before, and how often. Kept as long as a policy remembers; after a restart
/// rebuilt from the journal.
final class Offenders {
  /// Attackers choose how many there are; whoever offended the longest ago is forgotten first.
  static final int MAX_OFFENDERS = 65_536;

  private static final float LOAD_FACTOR = 0.75f;

  private record Offence(int times, Instant forgottenAt, String last) {}

  private final Map<Action, Offence> offences =
      new LinkedHashMap<>(64, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Action, Offence> eldest) {
          return size() > MAX_OFFENDERS;
        }
      };

  /// How often before, as far as it is to be remembered.
  int times(Action action, Instant now) {
    Offence offence = offences.get(action);
    return offence == null || !now.isBefore(offence.forgottenAt()) ? 0 : offence.times();
  }

  /// One more, unless it is the last one again: what failed meanwhile holds anew.
  ///
  /// @param id of the action that it was answered with
  void add(String id, Action action, Instant now, Instant forgottenAt) {
    Offence before = offences.get(action);
    int times =
        before != null && before.last().equals(id) ? before.times() : times(action, now) + 1;
    offences.put(action, new Offence(times, forgottenAt, id));
  }

  /// A person said that it was none.
  void forgive(Action action) {
    offences.remove(action);
  }
}
