package io.ironpost.rules.match;

import io.ironpost.core.event.EventRecord;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What one thread knows about the event at hand, for one group: which triggers fired, which rules
/// they woke, which tests were already made. Stamps with the event's number make forgetting free.
final class EventState implements Found {
  private final Group group;
  private final int[] firedIn;
  private final int[] wokenIn;
  private final int[] testedIn;
  private final boolean[] testResult;
  private final int[] woken;
  private int wokenCount;
  private int event;
  private @Nullable EventRecord record;

  EventState(Group group) {
    this.group = group;
    firedIn = new int[group.triggerCount()];
    wokenIn = new int[group.ruleCount()];
    testedIn = new int[group.checkCount()];
    testResult = new boolean[group.checkCount()];
    woken = new int[group.ruleCount()];
  }

  void begin(EventRecord next) {
    record = next;
    wokenCount = 0;
    if (++event == 0) {
      Arrays.fill(firedIn, 0);
      Arrays.fill(wokenIn, 0);
      Arrays.fill(testedIn, 0);
      event = 1;
    }
  }

  @Override
  public void found(int trigger) {
    if (firedIn[trigger] == event) {
      return;
    }
    firedIn[trigger] = event;
    for (int rule : group.wokenBy(trigger)) {
      if (wokenIn[rule] != event) {
        wokenIn[rule] = event;
        woken[wokenCount++] = rule;
      }
    }
  }

  boolean hasFired(int trigger) {
    return firedIn[trigger] == event;
  }

  boolean check(int check) {
    if (testedIn[check] != event) {
      testedIn[check] = event;
      testResult[check] = group.check(check).holds(current());
    }
    return testResult[check];
  }

  private EventRecord current() {
    if (record == null) {
      throw new IllegalStateException("begin was not called");
    }
    return record;
  }

  int wokenCount() {
    return wokenCount;
  }

  int woken(int index) {
    return woken[index];
  }
}
