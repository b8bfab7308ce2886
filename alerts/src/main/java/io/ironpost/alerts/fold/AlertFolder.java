package io.ironpost.alerts.fold;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertId;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.Sighting;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.judge.Watcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Folds what judges see into alerts: the first sighting of a rule and a group is told at once,
/// later ones are counted and told now and then, until nothing came for the length of the window.
///
/// Three things break a fold before that: a sighting worse than the alert (a correlation
/// escalates), the end of the silence that covered it, and the want of room.
///
/// **After a crash** the same lines come again, in another order between sources, and every event
/// must still stand in exactly one alert. So a folder starts in three steps: [#restore] brings back
/// the folds of the checkpoint; [#alreadyTold] is given every revision told since, and what it
/// counts more than the checkpoint becomes a debt of its rule and group; then lines come, and one
/// that is in debt is known and not counted again ([Debts]). What was told is thereby the truth,
/// and never what is seen the second time: an alert keeps its id, its lines and its revisions.
///
/// For one thread, but for [#stats].
public final class AlertFolder implements Watcher {
  /// How often [#tick] looks at all folds: 10,000 cost 0.1 ms.
  private static final long LOOK_NANOS = 100_000_000L;

  private static final float LOAD_FACTOR = 0.75f;

  private final FoldSettings settings;
  private final FoldPlace place;
  private final Told told;
  private final FoldStats stats = new FoldStats();
  private final Debts debts;

  /// In the order of their last sighting, the stalest first.
  private final LinkedHashMap<FoldKey, Fold> open = new LinkedHashMap<>(64, LOAD_FACTOR, true);

  /// Folds whose end was told, or damaged in the spool, before the crash: closed when time goes on.
  private final List<Fold> orphans = new ArrayList<>();

  private long bytes;
  private long nextLook;

  public AlertFolder(FoldSettings settings, FoldPlace place, Told told) {
    this.settings = settings;
    this.place = place;
    this.told = told;
    this.debts = new Debts(place.rereads());
    this.nextLook = place.nanoTime().getAsLong();
  }

  @Override
  public void saw(Sighting sighting) {
    long now = place.nanoTime().getAsLong();
    FoldKey key = new FoldKey(sighting.rule().id(), sighting.group());
    if (debts.isEmpty()) {
      fold(key, sighting, now);
      return;
    }
    Sighting rest = debts.pay(key, sighting, now);
    if (rest != null) {
      fold(key, rest, now);
    }
  }

  private void fold(FoldKey key, Sighting sighting, long now) {
    place.account().received(sighting.count());
    Fold fold = open.get(key);
    if (fold != null && isBroken(fold, sighting, now)) {
      close(fold, now);
      fold = null;
    }
    if (fold == null) {
      begin(key, sighting, now);
    } else {
      stats.folded(sighting.count());
      long before = fold.size();
      fold.add(sighting, now, isRoomy());
      if (fold.size() != before) {
        bytes += fold.size() - before;
        stats.holds(open.size(), bytes);
      }
    }
    keepWithinLimits(now);
  }

  private boolean isBroken(Fold fold, Sighting sighting, long now) {
    if (isOver(fold, now)) {
      return true;
    }
    if (sighting.rule().severity().compareTo(fold.rule().severity()) > 0) {
      stats.broken();
      return true;
    }
    return fold.isLookDue(now) && hasSilenceEnded(fold);
  }

  private boolean isOver(Fold fold, long now) {
    return now - fold.lastArrival() >= settings.window().toNanos()
        || fold.isUpdateDue(now) && hasSilenceEnded(fold);
  }

  /// Told on as it is, the alert would never be opened to those who hear of beginnings only.
  private boolean hasSilenceEnded(Fold fold) {
    return !fold.silencedBy().isEmpty()
        && place.hush().silencedBy(fold.alert(), fold.rule()).isEmpty();
  }

  private void begin(FoldKey key, Sighting sighting, long now) {
    UUID traceId = place.traceIds().next();
    Fold fold = new Fold(key, id(key, sighting, traceId), traceId, sighting.rule(), settings, now);
    fold.add(sighting, now, true); // an alert without a line would prove nothing
    keep(fold);
    stats.began();
    tell(fold, Phase.OPENED, now);
  }

  /// The same on every run where the line is sure to be the same line: the line that made it known
  /// comes again and has a time. Elsewhere (the first datagram after each start stands at byte 0; a
  /// log without times begins alike every day) the same id would hide a new alert behind an old
  /// one, so the trace id goes in.
  private String id(FoldKey key, Sighting sighting, UUID traceId) {
    List<Evidence> lines = sighting.evidence();
    boolean isSame =
        !lines.isEmpty()
            && sighting.lastNanos() != EventRecord.NO_TIME
            && place.rereads().comeAgain(lines.getLast().source());
    String about = key.ruleId() + ' ' + key.group();
    List<Evidence> line = lines.subList(Math.max(0, lines.size() - 1), lines.size());
    String id = AlertId.of(isSame ? about : about + ' ' + traceId, line);
    return debts.ids().contains(id) ? AlertId.of(about + ' ' + traceId, line) : id;
  }

  /// Half of the memory is for the beginnings of alerts. When ten thousand attackers come at once,
  /// their alerts keep fewer lines; closing them to make room would tell each one again and again.
  private boolean isRoomy() {
    return bytes < settings.maxBytes() / 2;
  }

  private void keepWithinLimits(long now) {
    while (open.size() > settings.maxFolds() || bytes > settings.maxBytes() && !open.isEmpty()) {
      close(open.firstEntry().getValue(), now);
      stats.madeRoom();
    }
  }

  private void close(Fold fold, long now) {
    open.remove(fold.key());
    bytes -= fold.size();
    stats.holds(open.size(), bytes);
    tell(fold, Phase.CLOSED, now);
  }

  private void tell(Fold fold, Phase phase, long now) {
    Alert alert = fold.alert();
    // What was silenced from its first word to its last stays so, whenever the silence ended.
    String silencedBy =
        phase == Phase.CLOSED ? fold.silencedBy() : place.hush().silencedBy(alert, fold.rule());
    place.account().delivered(fold.untold());
    stats.wasTold();
    told.told(fold.tell(alert, phase, place.clock().instant(), place.host(), silencedBy, now));
  }

  /// Tells what grew and closes what ended. To be called often (each batch, and each 100 ms when
  /// nothing comes); it looks at the clock first and is cheap.
  public void tick() {
    long now = place.nanoTime().getAsLong();
    if (now - nextLook < 0) {
      return;
    }
    nextLook = now + LOOK_NANOS;
    debts.expire(now);
    orphans.forEach(orphan -> tell(orphan, Phase.CLOSED, now));
    orphans.clear();
    List<Fold> ended = new ArrayList<>();
    for (Fold fold : open.values()) {
      if (isOver(fold, now)) {
        ended.add(fold);
      } else if (fold.isUpdateDue(now)) {
        tell(fold, Phase.UPDATED, now);
      }
    }
    ended.forEach(fold -> close(fold, now));
  }

  /// The open folds and the debts, to be brought back by [#restore].
  public byte[] snapshot() {
    return FoldSnapshot.write(open.values(), orphans, debts);
  }

  /// Brings back what a snapshot held. To be called first, on a folder that has seen nothing.
  ///
  /// @throws UnreadableFoldsException when it is damaged or of another version; nothing is restored
  public void restore(byte[] snapshot) {
    long now = place.nanoTime().getAsLong();
    FoldSnapshot read = FoldSnapshot.read(snapshot, settings, now);
    for (Fold fold : read.folds()) {
      place.account().received(fold.untold());
      keep(fold);
    }
    for (Fold orphan : read.orphans()) {
      place.account().received(orphan.untold());
      orphans.add(orphan);
    }
    debts.restore(read.debts(), read.toldIds(), now);
  }

  /// Says that a revision was told after the snapshot was made and before the crash. To be called
  /// after [#restore] for all of them, in the order of their telling, before any sighting.
  public void alreadyTold(AlertUpdate update) {
    long now = place.nanoTime().getAsLong();
    FoldKey key = new FoldKey(update.rule().id(), update.group());
    Fold before = forget(key, update.alert().id());
    debts.owe(update, before, now);
    if (before != null) {
      place.account().delivered(before.untold());
    }
    if (update.phase() != Phase.CLOSED) {
      keep(Fold.of(update, settings, now));
    }
  }

  /// Takes the fold out of the open ones: the alert of this id, or none.
  private @Nullable Fold forget(FoldKey key, String id) {
    Fold known = open.remove(key);
    if (known == null) {
      return null;
    }
    bytes -= known.size();
    if (known.id().equals(id)) {
      return known;
    }
    orphans.add(known); // its end is missing in the spool
    return null;
  }

  private void keep(Fold fold) {
    open.put(fold.key(), fold);
    bytes += fold.size();
    stats.holds(open.size(), bytes);
  }

  /// What it did so far; from any thread.
  public FoldStats stats() {
    return stats;
  }
}
