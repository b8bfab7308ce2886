package io.ironpost.store.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Finds out at start what a crash, or a disk, has left of a spool, and makes it one that can be
/// appended to. Doing it twice, because the machine crashed in the middle, changes nothing.
///
/// Only the newest segment is read: the others were synced before it was made, and a reader finds
/// damage in them when it comes there. So the start takes as long for a spool of a GiB as for one
/// of a segment.
final class SpoolRecovery {
  /// A spool ready for its writer.
  ///
  /// @param last the last sequence there ever was, as far as anything tells
  /// @param tail the newest segment, open at its end; null when the next entry begins a new one
  record Recovered(
      Segments segments,
      long key,
      long last,
      SpoolFiles.@Nullable SegmentFile tail,
      Map<String, ReaderTable.Place> places,
      boolean placesLost,
      List<SpoolDamage> damage) {}

  private final SpoolFiles files;
  private final SpoolFolder found;
  private final long key;
  private final List<SpoolDamage> damage;
  private final List<Segment> segments = new ArrayList<>();
  private SpoolFiles.@Nullable SegmentFile tail;
  private long last;

  private SpoolRecovery(SpoolFiles files, SpoolFolder found, long key) {
    this.files = files;
    this.found = found;
    this.key = key;
    this.damage = new ArrayList<>(found.damage());
  }

  static Recovered recover(SpoolFiles files, Path folder, RandomGenerator random)
      throws IOException {
    SpoolFolder found = SpoolFolder.of(files, folder);
    Optional<Long> key = found.key();
    return new SpoolRecovery(files, found, key.orElseGet(random::nextLong)).run(key.isPresent());
  }

  private Recovered run(boolean keyKnown) throws IOException {
    List<SpoolFolder.Found> all = found.segments();
    for (int i = 0; i < all.size(); i++) {
      SpoolFolder.Found segment = all.get(i);
      if (segment.size() > SegmentHeader.SIZE && !keyKnown) {
        setAside(segment);
      } else if (i + 1 < all.size()) {
        long next = all.get(i + 1).first();
        segments.add(
            new Segment(
                segment.first(), segment.file(), new Segment.Extent(next - 1, segment.size())));
      } else {
        openTail(segment);
      }
    }
    checkChain();
    Map<String, ReaderTable.Place> places = found.table().map(ReaderTable::places).orElse(Map.of());
    continueAfter(places);
    return new Recovered(
        new Segments(segments), key, last, tail, places, found.tableDamaged(), damage);
  }

  /// Without the key no checksum can be told right: all headers and the table are damaged. The file
  /// is kept for whoever wants to look, and no sequence it may hold is given again.
  private void setAside(SpoolFolder.Found segment) throws IOException {
    files.rename(
        segment.file(),
        segment.file().resolveSibling(segment.file().getFileName() + SpoolFolder.DAMAGED_SUFFIX));
    files.sync(found.folder());
    long most = segment.size() / RecordFormat.OVERHEAD;
    last = Math.max(last, segment.first() + most);
    damage.add(
        new SpoolDamage(SpoolDamage.Kind.UNREADABLE_SEGMENT, segment.file(), 0, segment.size(), 0));
  }

  /// The newest segment: cut where it is torn, synced, and open for more where nothing is wrong.
  private void openTail(SpoolFolder.Found segment) throws IOException {
    last = Math.max(last, segment.first() - 1);
    if (segment.size() <= SegmentHeader.SIZE && segment.header().isEmpty()) {
      files.delete(segment.file()); // the crash came while it was made: nothing was in it
      return;
    }
    SpoolFiles.SegmentFile file = files.openToWrite(segment.file());
    boolean keep = false;
    try {
      SegmentScan scan =
          new SegmentScan(file, new RecordFormat(key), segment.first()).passUnreadable();
      TailScan scanned = TailScan.of(scan, segment.file(), segment.size(), Long.MAX_VALUE);
      cut(file, segment, scanned);
      damage.addAll(scanned.damage());
      last = Math.max(last, scanned.last());
      segments.add(
          new Segment(
              segment.first(), segment.file(), new Segment.Extent(scanned.last(), scanned.cut())));
      keep = scanned.damage().isEmpty() && segment.header().isPresent();
      tail = keep ? file : null;
    } finally {
      if (!keep) {
        file.close();
      }
    }
  }

  /// What the crash left of the last writes may be in memory only, when it was the process that
  /// died and not the machine: it is synced before it counts.
  private void cut(SpoolFiles.SegmentFile file, SpoolFolder.Found segment, TailScan scanned)
      throws IOException {
    if (scanned.cut() < segment.size()) {
      damage.add(
          new SpoolDamage(
              SpoolDamage.Kind.TORN_TAIL,
              segment.file(),
              scanned.cut(),
              segment.size() - scanned.cut(),
              scanned.tornEntries()));
      file.truncate(scanned.cut());
    }
    file.sync();
    files.sync(found.folder());
  }

  /// Each header names the segment before it; where that is another, one is missing.
  private void checkChain() throws IOException {
    for (int i = 1; i < segments.size(); i++) {
      Segment before = segments.get(i - 1);
      Segment after = segments.get(i);
      Optional<SegmentHeader> header = headerOf(after);
      if (header.isPresent() && header.get().previous() != before.first()) {
        damage.add(missing(before, after));
      }
    }
  }

  private SpoolDamage missing(Segment before, Segment after) throws IOException {
    try (SegmentScan scan =
        new SegmentScan(files.openToRead(before.file()), new RecordFormat(key), before.first())
            .passUnreadable()) {
      long end = before.extent().end();
      TailScan scanned = TailScan.of(scan, before.file(), end, Long.MAX_VALUE);
      long gone = after.first() - 1 - scanned.last();
      return new SpoolDamage(SpoolDamage.Kind.MISSING, before.file(), end, 0, Math.max(0, gone));
    }
  }

  private Optional<SegmentHeader> headerOf(Segment segment) {
    return found.segments().stream()
        .filter(one -> one.first() == segment.first())
        .flatMap(one -> one.header().stream())
        .findFirst();
  }

  /// A reader whose place is beyond the end would take new entries for old ones and skip them: new
  /// ones continue after it.
  private void continueAfter(Map<String, ReaderTable.Place> places) {
    long beyond =
        places.values().stream().mapToLong(ReaderTable.Place::acknowledged).max().orElse(0);
    if (beyond > last) {
      damage.add(
          new SpoolDamage(
              SpoolDamage.Kind.READER_BEYOND_END,
              found.folder().resolve(ReaderTable.FILE),
              0,
              0,
              beyond - last));
      last = beyond;
    }
  }
}
