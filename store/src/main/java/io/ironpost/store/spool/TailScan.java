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
  /// @param vouched the last sequence known to have been safe, beside what marks say
  static TailScan of(SegmentScan scan, Path file, long size, long vouched) throws IOException {
    List<Gap> gaps = new ArrayList<>();
    long safe = vouched;
    long entries = 0;
    for (SegmentScan.Found found = scan.next(size);
        found != SegmentScan.Found.END;
        found = scan.next(size)) {
      switch (found) {
        case ENTRY -> entries++;
        case MARK -> safe = Math.max(safe, scan.marked());
        case DAMAGE ->
            gaps.add(new Gap(scan.foundAt(), scan.foundSize(), scan.sequence(), entries));
        case END -> {}
      }
    }
    return judged(gaps, file, size, Math.max(safe, 0), scan.sequence(), entries);
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
