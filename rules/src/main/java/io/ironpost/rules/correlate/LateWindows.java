package io.ironpost.rules.correlate;

/// Looks for a window that holds now that an event came late: a late event belongs to every window
/// that ends at it or at an event up to one timespan after it. One pass over the events around it.
final class LateWindows {
  private final EventRings rings;
  private final Measure measure;
  private final long spanTicks;

  // The window found last: entries [from, to), its end and value.
  int from;
  int to;
  long end;
  double value;

  LateWindows(EventRings rings, Measure measure, long spanTicks) {
    this.rings = rings;
    this.measure = measure;
    this.spanTicks = spanTicks;
  }

  /// Finds the earliest such window for the event at `time`, which has been inserted already.
  boolean find(int group, long time) {
    int size = rings.size(group);
    from = firstSince(group, time - spanTicks);
    to = from;
    boolean found = false;
    while (!found && to < size && rings.time(group, to) <= time + spanTicks) {
      end = rings.time(group, to);
      takeTies(group, size);
      dropBefore(group, end - spanTicks);
      found = end >= time && measure.holds(Measure.SCRATCH, end - spanTicks);
    }
    if (found) {
      value = measure.value(Measure.SCRATCH, end - spanTicks);
    }
    clean(group);
    return found;
  }

  private int firstSince(int group, long time) {
    int low = 0;
    int high = rings.size(group);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rings.time(group, middle) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void takeTies(int group, int size) {
    while (to < size && rings.time(group, to) == end) {
      measure.add(Measure.SCRATCH, end, rings.payload(group, to), rings.weight(group, to));
      to++;
    }
  }

  private void dropBefore(int group, long start) {
    while (rings.time(group, from) < start) {
      measure.remove(Measure.SCRATCH, rings.payload(group, from), rings.weight(group, from));
      from++;
    }
  }

  private void clean(int group) {
    for (int index = from; index < to; index++) {
      measure.remove(Measure.SCRATCH, rings.payload(group, index), rings.weight(group, index));
    }
    measure.clear(Measure.SCRATCH);
  }
}
