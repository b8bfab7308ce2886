package io.ironpost.logs.network;

import io.ironpost.core.module.Health;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// What went wrong lately, for a collector's health: by kind, how often and the last case.
///
/// A trouble is forgotten after [#MEMORY_NANOS] without another, so that one scanner at night does
/// not leave a host degraded for ever.
final class Troubles {
  /// Longer than the usual interval of a monitoring system.
  static final long MEMORY_NANOS = 300_000_000_000L;

  /// Enough to recognise a message; the other side may have written parts of it.
  private static final int MAX_DETAIL = 200;

  private record Trouble(long count, String detail, long at) {}

  private final LongSupplier nanoTime;
  private final Map<String, Trouble> recent = new LinkedHashMap<>();

  /// Not forgotten while the collector runs, by kind.
  private final Map<String, String> standing = new LinkedHashMap<>();

  Troubles(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Something happened `count` times.
  ///
  /// @param kind what, in the plural: `connections refused`; from a fixed set, for it is remembered
  synchronized void happened(String kind, long count, String detail) {
    long now = nanoTime.getAsLong();
    forgetOld(now);
    Trouble before = recent.get(kind);
    long sum = before == null ? count : before.count() + count;
    recent.put(kind, new Trouble(sum, shortened(detail), now));
  }

  /// Something is so and stays so.
  synchronized void stands(String kind, String detail) {
    standing.put(kind, detail);
  }

  /// It is well again, or the collector starts anew.
  synchronized void over(String kind) {
    standing.remove(kind);
  }

  synchronized Health health() {
    forgetOld(nanoTime.getAsLong());
    List<String> all = new ArrayList<>(standing.values());
    recent.forEach((kind, t) -> all.add("%,d %s: %s".formatted(t.count(), kind, t.detail())));
    return all.isEmpty() ? new Health.Up() : new Health.Degraded(String.join("; ", all));
  }

  private void forgetOld(long now) {
    recent.values().removeIf(trouble -> now - trouble.at() > MEMORY_NANOS);
  }

  private static String shortened(String detail) {
    return detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL) + "…";
  }
}
