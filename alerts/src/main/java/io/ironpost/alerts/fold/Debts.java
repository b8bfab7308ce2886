package io.ironpost.alerts.fold;

import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.EvidenceReference;
import io.ironpost.core.alert.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Recognises what was told before a crash when it comes a second time.
///
/// A line is known by its place. Where places were not kept (an alert of more than a thousand
/// lines) the number of events decides: so many were told, so many of those that come are passed
/// over. Either way the sum is exact, whatever the order in which the sources are read again,
/// because every passed event is taken off the debt and the debt is exactly what was told.
final class Debts {
  /// Lines come again right after the start. When none has come for so long, the rest never will
  /// (their file was removed), and must not stand ready to swallow what is new.
  static final Duration KEPT = Duration.ofMinutes(15);

  /// Longer than reading again takes on the slowest machine; keeping an id longer does no harm.
  private static final Duration IDS_KEPT = Duration.ofHours(1);

  private final Rereads rereads;
  private final Map<FoldKey, Debt> byKey = new HashMap<>();

  /// Where numbers decide, the line that began a told alert may be taken for a new one; the alert
  /// that it begins then must not have the same id.
  private final Set<String> ids = new HashSet<>();

  private long touched;

  Debts(Rereads rereads) {
    this.rereads = rereads;
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  Map<FoldKey, Debt> byKey() {
    return byKey;
  }

  /// The ids of alerts told before the crash, as long as their lines may come again.
  Set<String> ids() {
    return ids;
  }

  void restore(Map<FoldKey, Debt> debts, Set<String> toldIds, long now) {
    byKey.putAll(debts);
    ids.addAll(toldIds);
    touched = now;
  }

  /// Takes on what `told` counts more than the fold held before.
  ///
  /// @param before null when the alert was not open
  void owe(AlertUpdate told, @Nullable Fold before, long now) {
    ids.add(told.alert().id());
    touched = now;
    long more = told.alert().count() - (before == null ? 0 : before.count());
    int known = before == null ? 0 : before.referenceCount();
    List<EvidenceReference> all = told.references();
    List<EvidenceReference> fresh = all.subList(Math.min(known, all.size()), all.size());
    long gone = fresh.stream().filter(line -> !rereads.comeAgain(line.source())).count();
    // Lines beyond the limit of references are of the same sources as those within it.
    boolean comesAgain = all.isEmpty() || all.stream().anyMatch(l -> rereads.comeAgain(l.source()));
    long owed = comesAgain ? more - gone : 0;
    if (owed <= 0) {
      return;
    }
    Debt debt = byKey.computeIfAbsent(new FoldKey(told.rule().id(), told.group()), _ -> new Debt());
    debt.owe(owed);
    fresh.stream()
        .filter(line -> rereads.comeAgain(line.source()))
        .forEach(line -> debt.owe(line, 1));
  }

  /// What of a sighting was not told before; null when all of it was.
  @Nullable Sighting pay(FoldKey key, Sighting sighting, long now) {
    Debt debt = byKey.get(key);
    List<EvidenceReference> lines = debt == null ? List.of() : sighting.references();
    if (debt == null || !lines.isEmpty() && !rereads.comeAgain(lines.getLast().source())) {
      return sighting;
    }
    List<EvidenceReference> fresh = new ArrayList<>();
    for (EvidenceReference line : lines) {
      if (!debt.pay(line)) {
        fresh.add(line);
      }
    }
    long paid = debt.pay(sighting.count(), lines.size() - fresh.size(), lines.size());
    if (debt.isPaid()) {
      byKey.remove(key);
    }
    if (paid == 0) {
      return sighting;
    }
    touched = now;
    long left = sighting.count() - paid;
    return left == 0 ? null : new Remainder(sighting, left, fresh);
  }

  /// Gives up what does not come.
  void expire(long now) {
    if (now - touched >= KEPT.toNanos()) {
      byKey.clear();
    }
    if (now - touched >= IDS_KEPT.toNanos()) {
      ids.clear();
    }
  }
}
