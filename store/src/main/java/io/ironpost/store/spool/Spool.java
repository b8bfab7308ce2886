package io.ironpost.store.spool;

import io.ironpost.core.module.Health;
import io.ironpost.core.spool.SpoolEntry;
import io.ironpost.core.spool.SpoolReader;
import io.ironpost.store.spool.ReaderTable.Place;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One durable log, appended to by one process and read by many readers, each at its own pace.
///
/// Entries are numbered from 1. [#append] gives the number and returns before the entry is safe; a
/// writer thread makes all that gathered durable with one sync (group commit) and only then shows
/// it to readers, so nobody is ever told what a crash could take back. After a crash there is the
/// beginning of what was appended, at least up to [#durable].
///
/// What is kept: everything a reader or the checkpoint ([#retainFrom]) still needs, up to the size
/// limit; above it the oldest segments go and readers count what they lost. The format is described
/// in `docs/reference/spool.md`.
public final class Spool implements AutoCloseable {
  /// Where a reader that has never been here begins.
  public enum From {
    /// With the oldest entry kept.
    BEGINNING,
    /// With what is appended from now on.
    END
  }

  private final Path folder;
  private final SpoolFiles files;
  private final Closeable lock;
  private final long key;
  private final Segments segments;
  private final SpoolLog log;
  private final AppendQueue queue;
  private final Places places;
  private final boolean placesLost;
  private final List<SpoolDamage> found;
  private final SpoolWriter writer;
  private final Thread thread;
  private final Set<String> open = new HashSet<>();
  private final Set<String> seen = new HashSet<>();

  private Spool(
      Path folder,
      SpoolFiles files,
      SpoolSettings settings,
      Closeable lock,
      SpoolRecovery.Recovered recovered) {
    this.folder = folder;
    this.files = files;
    this.lock = lock;
    this.key = recovered.key();
    this.segments = recovered.segments();
    this.found = List.copyOf(recovered.damage());
    this.placesLost = recovered.placesLost();
    this.log = new SpoolLog(files, folder, settings, recovered);
    this.queue = new AppendQueue(folder, settings.pending().bytes(), recovered.last());
    this.places = new Places(recovered.places());
    this.writer = new SpoolWriter(files, folder, key, log, queue, places);
    this.thread = Thread.ofPlatform().name("spool-writer").unstarted(writer);
  }

  /// Opens the spool in a folder, making it when there is none, repairs what a crash left
  /// ([#found]) and starts its writer.
  ///
  /// @param random for the key that keeps payloads from looking like records; a secure one
  /// @throws SpoolRefusedException when another process has it, or a newer program wrote it
  public static Spool open(Path folder, SpoolSettings settings, RandomGenerator random)
      throws IOException {
    return open(folder, settings, random, new LocalSpoolFiles());
  }

  static Spool open(Path folder, SpoolSettings settings, RandomGenerator random, SpoolFiles files)
      throws IOException {
    files.makeFolder(folder);
    Closeable lock = files.lock(folder);
    try {
      Spool spool =
          new Spool(folder, files, settings, lock, SpoolRecovery.recover(files, folder, random));
      spool.thread.start();
      return spool;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// What was not as it should be when it was opened.
  public List<SpoolDamage> found() {
    return found;
  }

  /// Takes an entry and says its sequence. Returns before it is durable; waits while more than
  /// [SpoolSettings#pending] is not.
  ///
  /// @param payload at most 1 MiB; not to be changed afterwards
  /// @throws SpoolClosedException when closed, or when its writer ended by a fault
  public long append(byte[] payload) throws InterruptedException {
    if (payload.length > RecordFormat.MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "an entry has at most %d bytes, got %d"
              .formatted(RecordFormat.MAX_PAYLOAD, payload.length));
    }
    return queue.append(payload);
  }

  /// The sequence given last; 0 before the first.
  public long last() {
    return queue.last();
  }

  /// The last sequence that survives a crash.
  public long durable() {
    return queue.durable();
  }

  /// Waits until `sequence` is durable.
  ///
  /// @throws SpoolClosedException when it never will be
  public void awaitDurable(long sequence) throws InterruptedException {
    queue.awaitDurable(sequence);
  }

  /// A reader that goes on where one of this name stopped, or begins at `from` when there was none.
  public SpoolReader reader(String name, From from) {
    synchronized (open) {
      take(name);
      if (!places.has(name)) {
        // With the table of readers gone nobody knows who is new: rather told twice than never.
        boolean atEnd = from == From.END && !placesLost;
        places.put(name, new Place(atEnd ? queue.last() : oldest() - 1, 0));
        queue.wake();
      }
      return following(name);
    }
  }

  /// A reader that keeps its place itself, together with what it writes. Its place is kept here
  /// too, only so that what it needs is kept while it is away.
  ///
  /// @param sequence the last one it is done with; one beyond the end is no fault: what is appended
  ///   from now on continues after it
  public SpoolReader readerFrom(String name, long sequence) {
    synchronized (open) {
      take(name);
      long place = seen.contains(name) ? sequence : queue.placeFor(sequence);
      places.put(name, new Place(place, places.of(name).lost()));
      queue.wake();
      return following(name);
    }
  }

  private void take(String name) {
    ReaderTable.checkName(name);
    if (!open.add(name)) {
      throw new IllegalStateException("reader " + name + " is open already");
    }
  }

  private SpoolReader following(String name) {
    seen.add(name);
    Place place = places.of(name);
    return new FollowingReader(
        name, place, this, new EntryStream(files, segments, key, place.acknowledged()));
  }

  /// Forgets a reader that will not come back, so that nothing is kept for it.
  public void forget(String name) {
    places.forget(name);
    queue.wake();
  }

  /// Makes new entries continue after `sequence`, which somebody (a checkpoint) knows to have been
  /// given. Only before the first [#append]; of no effect afterwards.
  public void continueAfter(long sequence) {
    queue.placeFor(sequence);
  }

  /// Entries from `sequence` on are needed for a restart, whoever is done with them. Until this is
  /// first called everything is.
  public void retainFrom(long sequence) {
    places.retainFrom(sequence);
    queue.wake();
  }

  /// Gives every durable entry from `sequence` on; for starting up.
  ///
  /// @return how many entries in between could not be given: damaged, or gone
  public long replay(long sequence, Consumer<SpoolEntry> consumer) throws IOException {
    try (EntryStream stream = new EntryStream(files, segments, key, sequence - 1)) {
      for (Optional<SpoolEntry> entry = stream.next(); entry.isPresent(); entry = stream.next()) {
        consumer.accept(entry.get());
      }
      return stream.takeMissing();
    }
  }

  public SpoolStatus status() {
    List<ReaderStatus> readers = places.all().entrySet().stream().map(this::status).toList();
    return new SpoolStatus(
        oldest(),
        queue.last(),
        queue.durable(),
        segments.all().size(),
        log.bytes(),
        queue.pendingBytes(),
        readers);
  }

  private ReaderStatus status(Map.Entry<String, Place> reader) {
    long done = reader.getValue().acknowledged();
    return new ReaderStatus(
        reader.getKey(), done, after(done), reader.getValue().lost() + goneAfter(done));
  }

  /// How the writer is: down while the disk refuses entries, and why.
  public Health health() {
    return writer.health();
  }

  /// Where it is.
  public Path folder() {
    return folder;
  }

  private long oldest() {
    return segments.oldest(queue.durable() + 1);
  }

  boolean awaitAfter(long sequence, long nanos) throws InterruptedException {
    return queue.awaitAfter(sequence, nanos);
  }

  /// Durable entries after `sequence` that are kept.
  long after(long sequence) {
    return Math.max(0, queue.durable() - Math.max(sequence, oldest() - 1));
  }

  /// Entries after `sequence` that are kept no longer.
  long goneAfter(long sequence) {
    return Math.max(0, oldest() - 1 - sequence);
  }

  void moved(String name, Place place) {
    if (places.move(name, place)) {
      queue.wake();
    }
  }

  void left(String name) {
    synchronized (open) {
      open.remove(name);
    }
  }

  /// Makes what was appended durable, as far as the disk lets it, saves where readers stand, and
  /// gives the folder back. Interruption does not cut it short.
  @Override
  public void close() {
    queue.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    try {
      lock.close();
    } catch (IOException _) {
      // The process gives it back at its end.
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
