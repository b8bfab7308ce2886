package io.ironpost.logs.live;

import io.ironpost.core.ledger.Ledger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;

/// The sources that have a parser of their own; the one not heard of for longest goes first.
/// Guarded by the inbox's lock.
final class Lanes {
  static final String STAGE = "pipeline";

  /// How many of those not heard of for longest are looked at for one that can go.
  private static final int MOST_LOOKED_AT = 16;

  private final int most;
  private final Ledger ledger;
  private final LinkedHashMap<String, SourceLane> byName = new LinkedHashMap<>(64, 0.75f, true);
  private final SourceLane others;

  Lanes(int most, Ledger ledger) {
    this.most = most;
    this.ledger = ledger;
    this.others = open(Ledger.OTHERS);
  }

  private SourceLane open(String name) {
    return new SourceLane(name, ledger.account(STAGE, name));
  }

  /// The lane of a source; when there are too many and all are busy, the one that the rest share.
  SourceLane of(String source) {
    SourceLane known = byName.get(source);
    if (known != null) {
      return known;
    }
    if (byName.size() >= most && !makeRoom()) {
      return others;
    }
    SourceLane added = open(source);
    byName.put(source, added);
    return added;
  }

  private boolean makeRoom() {
    Iterator<SourceLane> oldestFirst = byName.values().iterator();
    for (int i = 0; i < MOST_LOOKED_AT && oldestFirst.hasNext(); i++) {
      if (oldestFirst.next().isIdle()) {
        oldestFirst.remove();
        return true;
      }
    }
    return false;
  }

  /// All of them, the one heard of last at the end.
  List<SourceLane> all() {
    List<SourceLane> all = new ArrayList<>();
    all.add(others);
    all.addAll(byName.values());
    return all;
  }
}
