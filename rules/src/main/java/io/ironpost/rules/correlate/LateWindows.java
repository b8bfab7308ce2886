package io.ironpost.rules.correlate;

/// Puts events in that come late, and looks for a window that holds now: a late event belongs to
/// every window that ends at it or at an event up to one timespan after it. One pass over the
/// events around it.
final class LateWindows {
  private final GroupTable groups;
  private final EventRings rings;
  private final Measure measure;
  private final long spanTicks;

  // The window found last: entries [from, to), its end and value.
  int from;
  int to;
  long end;
  double value;

  LateWindows(GroupTable groups, EventRings rings, Measure measure, long spanTicks) {
    this.groups = groups;
    this.rings = rings;
    this.measure = measure;
    this.spanTicks = spanTicks;
  }

  /// Puts the event in its place.
  void insert(int group, long time, long payload, long evidence) {
    int index = rings.size(group);
    while (index > 0 && rings.time(group, index - 1) > time) {
      index--;
    }
    rings.insert(group, index, (int) time, payload, 1, evidence);
    if (time >= groups.newest(group) - spanTicks) {
      groups.inWindow(group, groups.inWindow(group) + 1);
      measure.add(group, time, payload, 1);
      if (measure.ordered()) {
        measureAgain(group);
      }
    }
  }

  private void measureAgain(int group) {
    measure.clear(group);
    int size = rings.size(group);
    for (int index = size - groups.inWindow(group); index < size; index++) {
      measure.add(group, rings.time(group, index), rings.payload(group, index), 1);
    }
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
