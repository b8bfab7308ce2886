package io.ironpost.store.spool;

import io.ironpost.core.module.Health;
import io.ironpost.core.spool.SpoolEntry;
import io.ironpost.store.spool.ReaderTable.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The one thread that writes: groups of entries, the table of readers, and what is to be removed.
///
/// A platform thread: it spends its life in fsync(2), which would hold a virtual thread's carrier.
/// When the disk fails it tries again for ever, holding what it has; those who append wait, and
/// [#health] says why.
final class SpoolWriter implements Runnable {
  /// Places are saved at most this often, so a crash delivers again what was acknowledged in this
  /// time, and saving costs two syncs five times a second at most.
  static final Duration SAVE_EVERY = Duration.ofMillis(200);

  private static final Duration FIRST_RETRY = Duration.ofMillis(50);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

  private final SpoolFiles files;
  private final Path folder;
  private final long key;
  private final SpoolLog log;
  private final AppendQueue queue;
  private final Places places;
  private long savedAt;
  private volatile @Nullable String trouble;
  private volatile @Nullable String saveTrouble;
  private volatile @Nullable String trimTrouble;

  SpoolWriter(
      SpoolFiles files, Path folder, long key, SpoolLog log, AppendQueue queue, Places places) {
    this.files = files;
    this.folder = folder;
    this.key = key;
    this.log = log;
    this.queue = queue;
    this.places = places;
    this.savedAt = System.nanoTime() - SAVE_EVERY.toNanos();
  }

  @Override
  public void run() {
    Throwable fault = null;
    try {
      boolean closing = false;
      while (!closing) {
        List<SpoolEntry> group = queue.take(untilSave());
        closing = group.isEmpty() && queue.isClosing();
        commit(group);
        if (closing || (places.isChanged() && untilSave() <= 0)) {
          savePlaces();
        }
        trim();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      fault = e;
      trouble = "stopped by a fault: " + e;
    } finally {
      log.close();
      queue.end(fault);
    }
  }

  /// How long until places may be saved, or until there may be any to save.
  private long untilSave() {
    return places.isChanged() ? savedAt + SAVE_EVERY.toNanos() - System.nanoTime() : Long.MAX_VALUE;
  }

  /// Returns when all of the group is durable, or the spool is closing and the disk still fails.
  private void commit(List<SpoolEntry> group) throws InterruptedException {
    if (group.isEmpty()) {
      return;
    }
    int settled = 0;
    Duration wait = FIRST_RETRY;
    while (settled < group.size()) {
      boolean last = queue.isClosing();
      try {
        log.commit(group);
        trouble = null;
      } catch (IOException e) {
        trouble = "cannot write to %s: %s; detection waits".formatted(folder, said(e));
      }
      settled = settle(group, settled);
      trim();
      if (settled < group.size()) {
        if (last) {
          return;
        }
        queue.pause(wait.toNanos());
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_RETRY) < 0
                ? wait.multipliedBy(2)
                : LONGEST_RETRY;
      }
    }
  }

  /// Tells what has become durable; returns the index after it.
  private int settle(List<SpoolEntry> group, int from) {
    long bytes = 0;
    int at = from;
    while (at < group.size() && group.get(at).sequence() <= log.durable()) {
      bytes += RecordFormat.sizeOf(group.get(at++).payload());
    }
    if (at > from) {
      queue.settle(log.durable(), bytes);
    }
    return at;
  }

  private void savePlaces() {
    Map<String, Place> saving = places.takeChanged();
    try {
      files.replace(folder.resolve(ReaderTable.FILE), new ReaderTable(key, saving).bytes());
      places.saved(saving);
      saveTrouble = null;
    } catch (IOException e) {
      places.notSaved();
      saveTrouble = "cannot save where readers stand: " + said(e);
    }
    savedAt = System.nanoTime();
  }

  private void trim() {
    try {
      log.trim(places.neededFrom());
      trimTrouble = null;
    } catch (IOException e) {
      trimTrouble = "cannot remove old segments: " + said(e);
    }
  }

  private static String said(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  Health health() {
    String down = trouble;
    if (down != null) {
      return new Health.Down(down);
    }
    String save = saveTrouble;
    String degraded = save == null ? trimTrouble : save;
    return degraded == null ? new Health.Up() : new Health.Degraded(degraded);
  }
}
