package io.ironpost.logs.tail;

import io.ironpost.logs.tail.TailSettings.Watching;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Folders the kernel tells changes of (inotify(7), by the JDK's watch service), or nothing but a
/// clock where it cannot.
final class Watches implements AutoCloseable {
  /// Told what changed.
  interface Changes {
    /// A file was written to, or its rights changed.
    void written(Path file);

    /// A name came or went.
    void named(Path path);

    /// More happened than the kernel kept.
    void anything();
  }

  private record Watched(WatchKey key, FileId id) {}

  private final @Nullable WatchService service;
  private final Map<Path, Watched> folders = new HashMap<>();

  /// One key is of one folder, which may have several names.
  private final Map<WatchKey, List<Path>> names = new HashMap<>();

  private final Semaphore bell = new Semaphore(0);
  private volatile boolean closed;
  private String unable = "";

  private Watches(@Nullable WatchService service, String unable) {
    this.service = service;
    this.unable = unable;
  }

  static Watches none() {
    return new Watches(null, "");
  }

  static Watches open(Watching watching) {
    if (watching == Watching.POLL) {
      return new Watches(null, "");
    }
    try {
      return new Watches(FileSystems.getDefault().newWatchService(), "");
    } catch (IOException e) {
      return new Watches(null, slower(e, "fs.inotify.max_user_instances"));
    }
  }

  private static String slower(IOException e, String setting) {
    return "files are looked at once a second only: %s; raise the kernel's setting %s"
        .formatted(e.getMessage(), setting);
  }

  /// Why the kernel does not tell of all folders; empty when it does.
  String unable() {
    return unable;
  }

  /// Watches these folders and no others.
  void follow(Set<Path> wanted) {
    if (service == null) {
      return;
    }
    unable = "";
    for (Path gone : new HashSet<>(folders.keySet())) {
      if (!wanted.contains(gone)) {
        forget(gone);
      }
    }
    for (Path folder : wanted) {
      try {
        watch(service, folder);
      } catch (IOException e) {
        unable = slower(e, "fs.inotify.max_user_watches");
      } catch (ClosedWatchServiceException _) {
        return;
      }
    }
  }

  private void watch(WatchService open, Path folder) throws IOException {
    FileId id = FileStat.of(folder).map(FileStat::id).orElse(new FileId(0, 0));
    Watched known = folders.get(folder);
    if (known != null) {
      if (known.key().isValid() && known.id().equals(id)) {
        return;
      }
      forget(folder); // another folder of that name
    }
    WatchKey key =
        folder.register(
            open,
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_DELETE,
            StandardWatchEventKinds.ENTRY_MODIFY);
    folders.put(folder, new Watched(key, id));
    names.computeIfAbsent(key, _ -> new ArrayList<>()).add(folder);
  }

  private void forget(Path folder) {
    Watched watched = folders.remove(folder);
    if (watched == null) {
      return;
    }
    List<Path> left = names.getOrDefault(watched.key(), new ArrayList<>());
    left.remove(folder);
    if (left.isEmpty()) {
      names.remove(watched.key());
      watched.key().cancel();
    }
  }

  /// Waits for a change, or so long, and tells what changed.
  void await(long nanos, Changes changes) throws InterruptedException {
    if (closed) {
      return;
    }
    if (service == null) {
      closed = bell.tryAcquire(nanos, TimeUnit.NANOSECONDS) || closed;
      return;
    }
    try {
      WatchKey key = service.poll(nanos, TimeUnit.NANOSECONDS);
      while (key != null) {
        tell(key, changes);
        key = service.poll();
      }
    } catch (ClosedWatchServiceException _) {
      closed = true;
    }
  }

  private void tell(WatchKey key, Changes changes) {
    List<Path> folderNames = names.getOrDefault(key, List.of());
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.context() instanceof Path name) {
        folderNames.forEach(folder -> tell(event.kind(), folder.resolve(name), changes));
      } else {
        changes.anything();
      }
    }
    if (!key.reset()) {
      folderNames.forEach(changes::named); // the folder is gone
    }
  }

  private static void tell(WatchEvent.Kind<?> kind, Path path, Changes changes) {
    if (kind.equals(StandardWatchEventKinds.ENTRY_MODIFY)) {
      changes.written(path);
    } else {
      changes.named(path);
    }
  }

  /// From any thread: whoever waits returns.
  @Override
  public void close() {
    closed = true;
    bell.release();
    try {
      if (service != null) {
        service.close();
      }
    } catch (IOException _) {
      // Nothing is left to be told.
    }
  }
}
