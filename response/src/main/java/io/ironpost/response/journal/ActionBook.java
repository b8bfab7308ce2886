package io.ironpost.response.journal;

import io.ironpost.core.action.Action;
import io.ironpost.core.action.BlockAddress;
import io.ironpost.core.net.IpPrefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All actions that are known, in memory: those that are open by what they are done to, and those
/// that ended by the alert they answered. At most one action is open for one target.
///
/// Not safe for threads; every change is also put on a list for the journal.
public final class ActionBook {
  /// Changes that the journal has not taken; beyond it the file is written anew instead.
  static final int MAX_CHANGES = 16_384;

  private record Answer(String alertId, Action action) {}

  private final Map<String, ActionRecord> open = new LinkedHashMap<>();
  private final Map<String, ActionRecord> ended = new LinkedHashMap<>(); // the first ended first
  private final Map<Action, String> openByAction = new HashMap<>();
  private final Map<Action, String> lastByAction = new HashMap<>();
  private final Map<Answer, String> byAlert = new HashMap<>();
  private final int[] openByBits = new int[IpPrefix.FULL + 1];
  private final Map<ActionState, Long> openByState = new EnumMap<>(ActionState.class);
  private final Map<ActionState, Long> came = new EnumMap<>(ActionState.class);
  private List<ActionRecord> changes = new ArrayList<>();
  private boolean hasLostChanges;
  private final int maxEnded;

  /// @param maxEnded of those that ended, how many are kept
  public ActionBook(int maxEnded) {
    this.maxEnded = maxEnded;
  }

  /// Enters a new action or a change of one.
  public void put(ActionRecord record) {
    ActionRecord before = open.get(record.id());
    if (before == null || before.state() != record.state()) {
      came.merge(record.state(), 1L, Long::sum);
    }
    enter(record);
    if (changes.size() < MAX_CHANGES) {
      changes.add(record);
    } else {
      hasLostChanges = true;
    }
  }

  /// Enters what the journal had.
  public void restore(ActionRecord record) {
    enter(record);
  }

  private void enter(ActionRecord record) {
    close(record.id());
    if (record.state().isOpen()) {
      replace(record);
      open.put(record.id(), record);
      openByAction.put(record.action(), record.id());
      openByState.merge(record.state(), 1L, Long::sum);
      count(record, 1);
    } else {
      ended.put(record.id(), record);
    }
    lastByAction.put(record.action(), record.id());
    if (record.cause() instanceof Cause.Alerted alerted) {
      byAlert.put(new Answer(alerted.alertId(), record.action()), record.id());
    }
    forgetBeyond(maxEnded);
  }

  private void replace(ActionRecord by) {
    String other = openByAction.get(by.action());
    ActionRecord old = other == null ? null : open.get(other);
    if (old != null) {
      put(old.in(ActionState.REPLACED, by.changedAt(), "replaced by " + by.id()));
    }
  }

  private void close(String id) {
    ActionRecord old = open.remove(id);
    if (old != null) {
      openByAction.remove(old.action(), id);
      openByState.merge(old.state(), -1L, Long::sum);
      count(old, -1);
    }
    ended.remove(id);
  }

  private void count(ActionRecord record, int by) {
    if (record.action() instanceof BlockAddress(var prefix)) {
      openByBits[prefix.bits()] += by;
    }
  }

  /// Fewer may be kept than before.
  public void forgetBeyond(int most) {
    Iterator<ActionRecord> oldest = ended.values().iterator();
    while (ended.size() > most && oldest.hasNext()) {
      ActionRecord record = oldest.next();
      oldest.remove();
      forgetLinks(record);
    }
  }

  /// Forgets what ended before a moment. @return whether there was any
  public boolean forgetBefore(Instant moment) {
    boolean any = false;
    Iterator<ActionRecord> oldest = ended.values().iterator();
    while (oldest.hasNext()) {
      ActionRecord record = oldest.next();
      if (record.changedAt().isBefore(moment) && record.until().isBefore(moment)) {
        oldest.remove();
        forgetLinks(record);
        any = true;
      }
    }
    return any;
  }

  private void forgetLinks(ActionRecord record) {
    lastByAction.remove(record.action(), record.id());
    if (record.cause() instanceof Cause.Alerted alerted) {
      byAlert.remove(new Answer(alerted.alertId(), record.action()), record.id());
    }
  }

  public Optional<ActionRecord> find(String id) {
    ActionRecord record = open.get(id);
    return Optional.ofNullable(record == null ? ended.get(id) : record);
  }

  private Optional<ActionRecord> found(@Nullable String id) {
    return id == null ? Optional.empty() : find(id);
  }

  /// The open action on exactly this.
  public Optional<ActionRecord> openOn(Action action) {
    return found(openByAction.get(action));
  }

  /// The last action on exactly this, open or not.
  public Optional<ActionRecord> lastOn(Action action) {
    return found(lastByAction.get(action));
  }

  /// The open action on this or on a network that it is in; the narrowest.
  public Optional<ActionRecord> openCovering(IpPrefix prefix) {
    for (int bits = prefix.bits(); bits >= 0; bits--) {
      if (openByBits[bits] > 0) {
        IpPrefix wider = new IpPrefix(prefix.high(), prefix.low(), bits);
        Optional<ActionRecord> record = openOn(new BlockAddress(wider));
        if (record.isPresent()) {
          return record;
        }
      }
    }
    return Optional.empty();
  }

  /// What was last done about an alert and a target.
  public Optional<ActionRecord> answerTo(String alertId, Action action) {
    return found(byAlert.get(new Answer(alertId, action)));
  }

  public Collection<ActionRecord> open() {
    return List.copyOf(open.values());
  }

  /// Everything there is, as the journal's file must hold it.
  public List<ActionRecord> all() {
    List<ActionRecord> all = new ArrayList<>(ended.values());
    all.addAll(open.values());
    return all;
  }

  public long openIn(ActionState state) {
    return openByState.getOrDefault(state, 0L);
  }

  public Map<ActionState, Long> came() {
    return Map.copyOf(came);
  }

  /// What changed since the last call.
  ///
  /// @param isAll false when there was more, which only a journal written anew can hold
  public record Changes(List<ActionRecord> records, boolean isAll) {}

  public Changes takeChanges() {
    Changes taken = new Changes(changes, !hasLostChanges);
    changes = new ArrayList<>();
    hasLostChanges = false;
    return taken;
  }
}
