package io.ironpost.store.spool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// The segments there are, by first sequence. The writer changes it, readers look.
final class Segments {
  private final ConcurrentSkipListMap<Long, Segment> byFirst = new ConcurrentSkipListMap<>();

  Segments(Collection<Segment> segments) {
    segments.forEach(this::add);
  }

  void add(Segment segment) {
    byFirst.put(segment.first(), segment);
  }

  void remove(Segment segment) {
    byFirst.remove(segment.first(), segment);
  }

  boolean has(Segment segment) {
    return byFirst.get(segment.first()) == segment;
  }

  List<Segment> all() {
    return new ArrayList<>(byFirst.values());
  }

  /// First sequence of the newest segment; 0 when there is none.
  long newest() {
    return byFirst.isEmpty() ? 0 : byFirst.lastKey();
  }

  /// Where `sequence` is, or, when it is nowhere, the next one after it; empty when nothing durable
  /// follows.
  Optional<Segment> from(long sequence) {
    Map.@Nullable Entry<Long, Segment> found = byFirst.floorEntry(sequence);
    while (found == null || found.getValue().extent().last() < sequence) {
      found = found == null ? byFirst.ceilingEntry(sequence) : byFirst.higherEntry(found.getKey());
      if (found == null) {
        return Optional.empty();
      }
    }
    return Optional.of(found.getValue());
  }

  /// The oldest sequence kept; `otherwise` when nothing is.
  long oldest(long otherwise) {
    Map.@Nullable Entry<Long, Segment> oldest = byFirst.firstEntry();
    return oldest == null ? otherwise : Math.min(oldest.getKey(), otherwise);
  }
}
