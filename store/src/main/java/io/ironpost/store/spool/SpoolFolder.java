package io.ironpost.store.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What lies in a spool's folder, looked at and not touched: the writer's start and the offline
/// tools begin with it.
///
/// @param segments by first sequence
/// @param foreign names of files that are no part of a spool
/// @param table where the readers stand; empty when there is none, or it is damaged
/// @param tableDamaged whether there is one that cannot be read
record SpoolFolder(
    Path folder,
    List<Found> segments,
    List<String> foreign,
    Optional<ReaderTable> table,
    boolean tableDamaged) {
  /// One segment file.
  ///
  /// @param header empty when it is damaged
  record Found(long first, Path file, long size, Optional<SegmentHeader> header) {}

  static final String LOCK_FILE = "lock";

  /// What a segment is renamed to of which nothing can be read.
  static final String DAMAGED_SUFFIX = ".damaged";

  private static final Set<String> OWN =
      Set.of(LOCK_FILE, ReaderTable.FILE, "." + ReaderTable.FILE + ".new");

  static SpoolFolder of(SpoolFiles files, Path folder) throws IOException {
    List<Found> segments = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    for (String name : files.list(folder)) {
      Optional<Long> first = Segment.firstOf(name);
      if (first.isPresent()) {
        look(files, first.get(), folder.resolve(name)).ifPresent(segments::add);
      } else if (!OWN.contains(name) && !name.endsWith(DAMAGED_SUFFIX)) {
        foreign.add(name);
      }
    }
    boolean hasTable = files.list(folder).contains(ReaderTable.FILE);
    Optional<ReaderTable> table = hasTable ? table(files, folder) : Optional.empty();
    return new SpoolFolder(folder, segments, foreign, table, hasTable && table.isEmpty());
  }

  private static Optional<ReaderTable> table(SpoolFiles files, Path folder) throws IOException {
    byte[] bytes = files.read(folder.resolve(ReaderTable.FILE), ReaderTable.MAX_BYTES);
    return ReaderTable.of(bytes);
  }

  /// Empty when the file went meanwhile, as old segments do while the daemon runs.
  private static Optional<Found> look(SpoolFiles files, long first, Path file) throws IOException {
    try (SpoolFiles.SegmentFile open = files.openToRead(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.SIZE);
      readHeader(open, bytes);
      Optional<SegmentHeader> header = SegmentHeader.of(bytes.flip());
      header.ifPresent(known -> refuseNewer(file, known));
      return Optional.of(
          new Found(first, file, open.size(), header.filter(known -> known.first() == first)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// As much as there is; a sector that cannot be read is a damaged header.
  private static void readHeader(SpoolFiles.SegmentFile open, ByteBuffer into) {
    try {
      while (into.hasRemaining() && open.read(into, into.position()) > 0) {
        // A read may be short.
      }
    } catch (IOException _) {
      into.clear().limit(0);
    }
  }

  private static void refuseNewer(Path file, SegmentHeader header) {
    if (header.version() > SegmentHeader.VERSION) {
      throw SpoolRefusedException.newer(file, header.version(), SegmentHeader.VERSION);
    }
  }

  /// The spool's key, from wherever it is still to be read; empty when nowhere.
  Optional<Long> key() {
    return segments.stream()
        .flatMap(segment -> segment.header().stream())
        .map(SegmentHeader::key)
        .findFirst()
        .or(() -> table.map(ReaderTable::key));
  }

  /// What can be told without reading the segments themselves.
  List<SpoolDamage> damage() {
    List<SpoolDamage> damage =
        foreign.stream()
            .map(name -> noted(SpoolDamage.Kind.FOREIGN_FILE, folder.resolve(name), 0))
            .collect(Collectors.toCollection(ArrayList::new));
    if (tableDamaged) {
      damage.add(noted(SpoolDamage.Kind.READERS_DAMAGED, folder.resolve(ReaderTable.FILE), 0));
    }
    segments.stream()
        .filter(segment -> segment.header().isEmpty() && segment.size() > SegmentHeader.SIZE)
        .map(s -> noted(SpoolDamage.Kind.BAD_HEADER, s.file(), SegmentHeader.SIZE))
        .forEach(damage::add);
    return damage;
  }

  private static SpoolDamage noted(SpoolDamage.Kind kind, Path file, long bytes) {
    return new SpoolDamage(kind, file, 0, bytes, 0);
  }
}
