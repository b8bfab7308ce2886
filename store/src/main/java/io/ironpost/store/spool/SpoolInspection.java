package io.ironpost.store.spool;

import io.ironpost.core.spool.SpoolEntry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Looks into a spool from outside: changes nothing, takes no lock, and may be used while a daemon
/// writes. It sees what was written when it began to look.
public final class SpoolInspection {
  /// One segment as read to its end.
  private record Read(SpoolFolder.Found found, TailScan scan) {}

  private final SpoolFiles files;
  private final Path folder;

  public SpoolInspection(Path folder) {
    this(folder, new LocalSpoolFiles());
  }

  SpoolInspection(Path folder, SpoolFiles files) {
    this.folder = folder;
    this.files = files;
  }

  /// Reads every byte, and says what is there and what is wrong.
  ///
  /// @throws SpoolRefusedException when a newer program wrote it
  public SpoolReport check() throws IOException {
    SpoolFolder found = SpoolFolder.of(files, folder);
    OptionalLong writer = files.lockedBy(folder);
    List<SpoolDamage> damage = new ArrayList<>(found.damage());
    List<SegmentReport> reports = new ArrayList<>();
    for (Read read : segments(found, found.segments().size())) {
      reports.add(report(read));
      damage.addAll(read.scan().damage());
      addUnread(read, reports.size() == found.segments().size(), writer.isPresent(), damage);
    }
    if (found.key().isEmpty()) {
      found.segments().stream()
          .filter(segment -> segment.size() > SegmentHeader.SIZE)
          .map(SpoolInspection::unreadable)
          .forEach(damage::add);
    }
    return new SpoolReport(folder, writer, reports, readers(found, reports), damage);
  }

  /// The first `count` segments, each read to its end.
  private List<Read> segments(SpoolFolder found, int count) throws IOException {
    List<Read> read = new ArrayList<>();
    Optional<Long> key = found.key();
    for (int i = 0; i < count && key.isPresent(); i++) {
      boolean newest = i + 1 == found.segments().size();
      long until = newest ? Long.MAX_VALUE : found.segments().get(i + 1).first();
      read(found.segments().get(i), key.get(), until).ifPresent(read::add);
    }
    return read;
  }

  /// Empty when the daemon removed it meanwhile.
  private Optional<Read> read(SpoolFolder.Found found, long key, long until) throws IOException {
    try (SegmentScan scan =
        new SegmentScan(files.openToRead(found.file()), new RecordFormat(key), found.first())
            .passUnreadable()) {
      return Optional.of(new Read(found, TailScan.of(scan, found.file(), found.size(), until)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private static SegmentReport report(Read read) {
    TailScan scan = read.scan();
    SpoolFolder.Found found = read.found();
    return new SegmentReport(
        found.file(), found.first(), scan.last(), scan.entries(), found.size());
  }

  /// What is not in a segment though it should be; and at the very end, what is only half there.
  private static void addUnread(
      Read read, boolean newest, boolean beingWritten, List<SpoolDamage> damage) {
    TailScan scan = read.scan();
    SpoolFolder.Found found = read.found();
    long size = found.size();
    long damaged = scan.damage().stream().mapToLong(SpoolDamage::entries).sum();
    long missing = scan.last() - found.first() + 1 - scan.entries() - damaged;
    if (missing > 0) {
      damage.add(new SpoolDamage(SpoolDamage.Kind.MISSING, found.file(), size, 0, missing));
    }
    long torn = size - scan.cut();
    if (newest && torn > 0 && !beingWritten) {
      damage.add(
          new SpoolDamage(
              SpoolDamage.Kind.TORN_TAIL, found.file(), scan.cut(), torn, scan.tornEntries()));
    }
  }

  private static SpoolDamage unreadable(SpoolFolder.Found segment) {
    return new SpoolDamage(
        SpoolDamage.Kind.UNREADABLE_SEGMENT, segment.file(), 0, segment.size(), 0);
  }

  private static List<ReaderStatus> readers(SpoolFolder found, List<SegmentReport> reports) {
    long first = reports.isEmpty() ? 1 : reports.getFirst().first();
    long last = reports.isEmpty() ? 0 : reports.getLast().last();
    Map<String, ReaderTable.Place> places = found.table().map(ReaderTable::places).orElse(Map.of());
    List<ReaderStatus> readers = new ArrayList<>();
    new TreeMap<>(places)
        .forEach((name, place) -> {
          long done = place.acknowledged();
          long gone = reports.isEmpty() ? 0 : Math.max(0, first - 1 - done);
          long backlog = Math.max(0, last - Math.max(done, first - 1));
          readers.add(new ReaderStatus(name, done, backlog, place.lost() + gone));
        });
    return readers;
  }

  /// Up to `most` entries from `sequence` on.
  public List<SpoolEntry> show(long sequence, int most) throws IOException {
    List<SpoolEntry> shown = new ArrayList<>();
    try (EntryStream stream = stream(sequence)) {
      Optional<SpoolEntry> entry = stream.next();
      while (entry.isPresent() && shown.size() < most) {
        shown.add(entry.get());
        entry = stream.next();
      }
    }
    return shown;
  }

  /// Gives every whole entry from `sequence` on, past what is damaged.
  ///
  /// @return how many in between were not there
  public long export(long sequence, Consumer<SpoolEntry> consumer) throws IOException {
    try (EntryStream stream = stream(sequence)) {
      for (Optional<SpoolEntry> e = stream.next(); e.isPresent(); e = stream.next()) {
        consumer.accept(e.get());
      }
      return stream.takeMissing();
    }
  }

  /// Without a key there is nothing that could be read.
  private EntryStream stream(long sequence) throws IOException {
    SpoolFolder found = SpoolFolder.of(files, folder);
    List<SpoolFolder.Found> all = found.segments();
    List<Segment> segments = new ArrayList<>();
    Optional<Long> key = found.key();
    for (int i = 0; i + 1 < all.size() && key.isPresent(); i++) {
      SpoolFolder.Found one = all.get(i);
      Segment.Extent extent = new Segment.Extent(all.get(i + 1).first() - 1, one.size());
      segments.add(new Segment(one.first(), one.file(), extent));
    }
    if (key.isPresent() && !all.isEmpty()) {
      read(all.getLast(), key.get(), Long.MAX_VALUE)
          .map(SpoolInspection::asSegment)
          .ifPresent(segments::add);
    }
    long first = segments.isEmpty() ? sequence : Math.max(sequence, segments.getFirst().first());
    return new EntryStream(files, new Segments(segments), key.orElse(0L), first - 1);
  }

  private static Segment asSegment(Read read) {
    Segment.Extent extent = new Segment.Extent(read.scan().last(), read.scan().cut());
    return new Segment(read.found().first(), read.found().file(), extent);
  }
}
