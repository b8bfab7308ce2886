package io.ironpost.rules.correlate;

/// Makes room in a window that has all the entries it may have, in the way its measure can bear
/// ([Measure.Overflow]). Each pass frees a quarter at least, so its cost is spread over as many
/// events.
final class Thinning {
  private final GroupTable groups;
  private final EventRings rings;
  private final Measure measure;
  private final Counts counts;
  private final int maxEntries;
  private final long mergeTicks;

  /// @param keptTicks how far back entries are kept
  Thinning(
      GroupTable groups,
      EventRings rings,
      Measure measure,
      Counts counts,
      int maxEntries,
      long keptTicks) {
    this.groups = groups;
    this.rings = rings;
    this.measure = measure;
    this.counts = counts;
    this.maxEntries = maxEntries;
    this.mergeTicks = Math.max(1, keptTicks * 2 / maxEntries);
  }

  void makeRoom(int group) {
    if (rings.size(group) < maxEntries) {
      return;
    }
    switch (measure.overflow()) {
      case MERGE -> merge(group);
      case KEEP_LATEST -> keepLatest(group);
      case FORGET -> {
        counts.forgotten++;
        dropOldest(group, 1);
      }
      case SATURATE -> dropOldest(group, 1);
    }
  }

  /// Drops entries before their time.
  void dropOldest(int group, int count) {
    int counted = rings.size(group) - groups.inWindow(group);
    for (int index = 0; index < count; index++) {
      if (index >= counted) {
        leaveWindow(group, index);
      }
      measure.release(rings.payload(group, index));
    }
    rings.dropOldest(group, count);
  }

  void leaveWindow(int group, int index) {
    measure.remove(group, rings.payload(group, index), rings.weight(group, index));
    groups.inWindow(group, groups.inWindow(group) - 1);
  }

  /// Entries closer together than a two-thousandth of what is kept become one, with the latest
  /// time.
  private void merge(int group) {
    int size = rings.size(group);
    int window = size - groups.inWindow(group);
    int kept = 0;
    int keptInWindow = 0;
    for (int from = 0; from < size; kept++) {
      int end = from + 1;
      long until = rings.time(group, from) + mergeTicks;
      int limit = from < window ? window : size;
      while (end < limit && rings.time(group, end) < until) {
        end++;
      }
      mergeInto(group, from, end, kept);
      keptInWindow += from >= window ? 1 : 0;
      from = end;
    }
    rings.truncate(group, kept);
    groups.inWindow(group, keptInWindow);
    counts.thinned++;
    if (kept >= maxEntries) {
      counts.forgotten++;
      dropOldest(group, 1);
    }
  }

  private void mergeInto(int group, int from, int end, int target) {
    long payload = rings.payload(group, from);
    int weight = rings.weight(group, from);
    for (int index = from + 1; index < end; index++) {
      payload = SumTally.merged(payload, rings.payload(group, index));
      weight += rings.weight(group, index);
    }
    int time = (int) rings.time(group, end - 1);
    rings.write(group, target, time, payload, weight, rings.evidence(group, end - 1));
  }

  private void keepLatest(int group) {
    int size = rings.size(group);
    int window = size - groups.inWindow(group);
    int target = size;
    for (int index = size - 1; index >= 0; index--) {
      long payload = rings.payload(group, index);
      if (measure.newToScratch(payload)) {
        measure.add(Measure.SCRATCH, 0, payload, 1);
        rings.copy(group, index, --target);
      } else {
        if (index >= window) {
          leaveWindow(group, index);
        }
        measure.release(payload);
      }
    }
    for (int index = target; index < size; index++) {
      measure.remove(Measure.SCRATCH, rings.payload(group, index), 1);
    }
    measure.clear(Measure.SCRATCH);
    rings.dropOldest(group, target);
    counts.thinned++;
    forgetAbove(group, maxEntries - maxEntries / 4);
  }

  private void forgetAbove(int group, int limit) {
    int tooMany = rings.size(group) - limit;
    if (tooMany > 0) {
      counts.forgotten += tooMany;
      dropOldest(group, tooMany);
    }
  }
}
