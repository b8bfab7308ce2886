package io.ironpost.alerts.fold;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.EvidenceReference;
import io.ironpost.core.alert.Sighting;
import io.ironpost.core.event.EventRecord;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One open alert. The millionth repeat costs a few additions: its lines and entities are looked at
/// only while they are few, and then once a second.
final class Fold {
  /// Lines kept as text from its beginning: they tell how it began.
  static final int FIRST_EVIDENCE = 10;

  /// Lines kept as text from its end so far: they tell where it has got to.
  static final int LATEST_EVIDENCE = 3;

  /// Values of one entity that are kept; a scanner that tries 10,000 names is told by its count.
  static final int MAX_VALUES = 10;

  /// Repeats that are all looked at; most alerts have fewer.
  static final int MAX_LOOKS = 100;

  /// Between two looks after that.
  static final long LOOK_NANOS = 1_000_000_000L;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /// Memory beside text, about: the object with its collections, a line, a value, a reference.
  private static final int FOLD_BYTES = 600;

  private static final int LINE_BYTES = 120;
  private static final int VALUE_BYTES = 100;
  private static final int REFERENCE_BYTES = 40;

  private final FoldKey key;
  private final String id;
  private final UUID traceId;
  private final AlertRule rule;
  private final FoldSettings settings;
  private final Map<String, Set<String>> entities = new LinkedHashMap<>();
  private final List<Evidence> first = new ArrayList<>(1);
  private final ArrayDeque<Evidence> latest = new ArrayDeque<>(0);
  private final List<EvidenceReference> references = new ArrayList<>(1);
  private long referencesLeftOut;
  private long count;
  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos = EventRecord.NO_TIME;

  private int revision;
  private long toldCount;
  private String silencedBy = "";

  private int looks;
  private long lastLook;
  private long lastArrival;
  private long nextUpdate;
  private long updateWait;
  private long size;

  Fold(FoldKey key, String id, UUID traceId, AlertRule rule, FoldSettings settings, long now) {
    this.key = key;
    this.id = id;
    this.traceId = traceId;
    this.rule = rule;
    this.settings = settings;
    this.lastArrival = now;
    this.lastLook = now - LOOK_NANOS;
    this.updateWait = settings.firstUpdate().toNanos();
    this.nextUpdate = now + updateWait;
    this.size = FOLD_BYTES + 2L * key.group().length();
  }

  /// The fold as it stood when `told` was told. Its window begins anew: how long the program was
  /// down says nothing of how long the attacker was quiet.
  static Fold of(AlertUpdate told, FoldSettings settings, long now) {
    FoldKey key = new FoldKey(told.rule().id(), told.group());
    Fold fold = new Fold(key, told.alert().id(), told.traceId(), told.rule(), settings, now);
    Alert alert = told.alert();
    fold.count = alert.count();
    fold.toldCount = alert.count();
    fold.revision = told.revision();
    fold.silencedBy = told.silencedBy();
    fold.looks = (int) Math.min(alert.count(), MAX_LOOKS);
    alert.firstSeen().ifPresent(time -> fold.firstNanos = nanos(time));
    alert.lastSeen().ifPresent(time -> fold.lastNanos = nanos(time));
    alert.entities().forEach((name, values) -> values.forEach(v -> fold.entity(name, v)));
    alert.evidence().forEach(fold::evidence);
    told.references().forEach(fold::reference);
    fold.referencesLeftOut = told.referencesLeftOut();
    return fold;
  }

  /// Counts a sighting in.
  ///
  /// @param isRoomy whether there is memory for its lines; without, it is only counted
  void add(Sighting sighting, long now, boolean isRoomy) {
    count += sighting.count();
    lastArrival = now;
    seen(sighting.firstNanos());
    seen(sighting.lastNanos());
    if (isRoomy && references.size() < settings.maxReferences()) {
      sighting.references().forEach(this::reference);
    } else {
      referencesLeftOut += sighting.count(); // each event is a line; making the list costs memory
    }
    if (isRoomy && isLookDue(now)) {
      looks = Math.min(looks + 1, MAX_LOOKS);
      lastLook = now;
      sighting.evidence().forEach(this::evidence);
      sighting.entities().forEach((name, values) -> values.forEach(v -> entity(name, v)));
    }
  }

  /// Whether the lines and entities of the next sighting are looked at.
  boolean isLookDue(long now) {
    return looks < MAX_LOOKS || now - lastLook >= LOOK_NANOS;
  }

  private void seen(long nanos) {
    if (nanos != EventRecord.NO_TIME) {
      firstNanos = Math.min(firstNanos, nanos);
      lastNanos = Math.max(lastNanos, nanos);
    }
  }

  private void reference(EvidenceReference reference) {
    if (references.size() < settings.maxReferences()) {
      references.add(reference);
      size += REFERENCE_BYTES;
    } else {
      referencesLeftOut++;
    }
  }

  private void evidence(Evidence line) {
    size += bytes(line);
    if (first.size() < FIRST_EVIDENCE) {
      first.add(line);
      return;
    }
    latest.addLast(line);
    if (latest.size() > LATEST_EVIDENCE) {
      size -= bytes(latest.removeFirst());
    }
  }

  private static long bytes(Evidence line) {
    return LINE_BYTES + 2L * line.text().length();
  }

  private void entity(String name, String value) {
    Set<String> values = entities.computeIfAbsent(name, _ -> new LinkedHashSet<>());
    if (values.size() < MAX_VALUES && values.add(value)) {
      size += VALUE_BYTES + 2L * value.length();
    }
  }

  /// What it says now.
  Alert alert() {
    Map<String, List<String>> named = new LinkedHashMap<>();
    entities.forEach((name, values) -> named.put(name, List.copyOf(values)));
    List<Evidence> lines = new ArrayList<>(first);
    lines.addAll(latest);
    boolean isTimed = lastNanos != EventRecord.NO_TIME;
    return new Alert(
        id,
        rule.id(),
        rule.name(),
        rule.title(),
        rule.severity(),
        rule.attack(),
        isTimed ? Optional.of(instant(firstNanos)) : Optional.empty(),
        isTimed ? Optional.of(instant(lastNanos)) : Optional.empty(),
        count,
        named,
        lines);
  }

  /// The next revision. Another one follows after a wait, which doubles.
  AlertUpdate tell(Alert alert, Phase phase, Instant at, String host, String silenced, long now) {
    revision++;
    toldCount = count;
    silencedBy = silenced;
    if (phase == Phase.UPDATED) {
      updateWait = Math.min(updateWait * 2, settings.updateInterval().toNanos());
    }
    nextUpdate = now + updateWait;
    return update(alert, phase, at, host);
  }

  /// The last told revision with what has been counted since.
  AlertUpdate update(Alert alert, Phase phase, Instant at, String host) {
    return new AlertUpdate(
        alert,
        rule,
        traceId,
        revision,
        phase,
        at,
        host,
        key.group(),
        silencedBy,
        references,
        referencesLeftOut);
  }

  boolean isUpdateDue(long now) {
    return count > toldCount && now - nextUpdate >= 0;
  }

  /// Events counted since it was told.
  long untold() {
    return count - toldCount;
  }

  /// Says that some of what it counts was not told: what a snapshot held beside the alert.
  void untold(long events) {
    toldCount = Math.max(0, count - events);
  }

  FoldKey key() {
    return key;
  }

  String id() {
    return id;
  }

  AlertRule rule() {
    return rule;
  }

  long count() {
    return count;
  }

  int referenceCount() {
    return references.size();
  }

  String silencedBy() {
    return silencedBy;
  }

  long lastArrival() {
    return lastArrival;
  }

  /// Memory in bytes, about.
  long size() {
    return size;
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }

  /// Times that a `long` cannot hold are of no log; the nearest it holds stands for them.
  private static long nanos(Instant time) {
    try {
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), NANOS_PER_SECOND), time.getNano());
    } catch (ArithmeticException _) {
      return time.getEpochSecond() < 0 ? Long.MIN_VALUE + 1 : Long.MAX_VALUE;
    }
  }
}
