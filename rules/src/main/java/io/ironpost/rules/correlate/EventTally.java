package io.ironpost.rules.correlate;

import java.io.DataInput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Counts events, one entry each: the number in the window is the count, so nothing else is stored.
final class EventTally implements Measure {
  private final GroupTable groups;
  private final Bounds bounds;
  private int scratch;

  EventTally(GroupTable groups, Bounds bounds) {
    this.groups = groups;
    this.bounds = bounds;
  }

  @Override
  public Overflow overflow() {
    return Overflow.SATURATE;
  }

  @Override
  public int payloadInts() {
    return 0;
  }

  @Override
  public boolean read(Feed feed, byte[] @Nullable [] values) {
    return true;
  }

  @Override
  public long payload(int group) {
    return 0;
  }

  @Override
  public void release(long payload) {}

  @Override
  public void ensure(int limit) {}

  @Override
  public void add(int group, long time, long payload, int weight) {
    if (group == SCRATCH) {
      scratch++;
    }
  }

  @Override
  public void remove(int group, long payload, int weight) {
    if (group == SCRATCH) {
      scratch--;
    }
  }

  @Override
  public void clear(int group) {
    if (group == SCRATCH) {
      scratch = 0;
    }
  }

  @Override
  public double value(int group, long windowStart) {
    return group == SCRATCH ? scratch : groups.inWindow(group);
  }

  @Override
  public boolean holds(int group, long windowStart) {
    return bounds.hold(value(group, windowStart));
  }

  @Override
  public long loadPayload(int group, DataInput in) throws IOException {
    return in.readLong();
  }

  @Override
  public boolean ordered() {
    return false;
  }

  @Override
  public long bytes() {
    return 0;
  }
}
