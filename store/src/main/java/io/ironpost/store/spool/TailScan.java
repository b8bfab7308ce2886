package io.ironpost.store.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is in one segment, and where it stops being good.
///
/// In the newest segment a stretch that is no record is either torn (the crash came in the middle
/// of a write) or damaged later. Marks tell: what a mark vouches for was safe, so it is damage, and
/// reading goes on behind it; anything else was never acknowledged, and the segment is cut there,
/// so that what is kept is exactly the beginning of what was appended.
///
/// @param last sequence, of those kept
/// @param entries that are whole, of those kept
/// @param cut offset at which the torn part begins; the size when nothing is torn
/// @param tornEntries whole ones behind the cut
/// @param damage that marks, or a next segment, show to be such
record TailScan(long last, long entries, long cut, long tornEntries, List<SpoolDamage> damage) {
  /// A stretch that is no record.
  private record Gap(long offset, long size, long before, long entriesBefore) {}

  /// Reads a whole segment.
  ///
  /// @param until the sequence the next segment begins with: all before it was safe, and what is
  ///   here from it on does not count; `Long.MAX_VALUE` for the newest segment
  static TailScan of(SegmentScan scan, Path file, long size, long until) throws IOException {
    List<Gap> gaps = new ArrayList<>();
    long safe = until == Long.MAX_VALUE ? 0 : until - 1;
    long last = scan.sequence();
    long entries = 0;
    SegmentScan.Found found = scan.next(size);
    while (found != SegmentScan.Found.END && scan.sequence() < until) {
      switch (found) {
        case ENTRY -> {
          entries++;
          last = scan.sequence();
        }
        case MARK -> safe = Math.max(safe, Math.min(scan.marked(), until - 1));
        case DAMAGE -> gaps.add(new Gap(scan.foundAt(), scan.foundSize(), last, entries));
        case END -> {}
      }
      found = scan.next(size);
    }
    return judged(gaps, file, size, safe, last, entries);
  }

  private static TailScan judged(
      List<Gap> gaps, Path file, long size, long safe, long last, long entries) {
    List<SpoolDamage> damage = new ArrayList<>();
    for (int i = 0; i < gaps.size(); i++) {
      Gap gap = gaps.get(i);
      if (gap.before() >= safe) {
        return new TailScan(
            gap.before(), gap.entriesBefore(), gap.offset(), entries - gap.entriesBefore(), damage);
      }
      damage.add(
          new SpoolDamage(
              SpoolDamage.Kind.BAD_RECORD,
              file,
              gap.offset(),
              gap.size(),
              lost(gaps, i, safe, last, entries)));
    }
    return new TailScan(Math.max(last, safe), entries, size, 0, damage);
  }

  /// Sequences that the `i`-th gap swallowed: those up to the next one that is known.
  private static long lost(List<Gap> gaps, int i, long safe, long last, long entries) {
    Gap gap = gaps.get(i);
    boolean more = i + 1 < gaps.size();
    long lastAfter = more ? gaps.get(i + 1).before() : last;
    long entriesAfter = (more ? gaps.get(i + 1).entriesBefore() : entries) - gap.entriesBefore();
    return entriesAfter == 0
        ? (more ? 0 : Math.max(0, safe - gap.before()))
        : lastAfter - gap.before() - entriesAfter;
  }
}
