package io.ironpost.logs.tail;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The files open at once. Over the limit the one longest untouched is closed; it is opened again
/// when it grows.
///
/// A file that no pattern names any more is not among them: closed, it could not be found again.
final class OpenFiles {
  private final int most;
  private final Map<FileId, Tail> byUse = new LinkedHashMap<>(16, 0.75f, true);

  OpenFiles(int most) {
    this.most = most;
  }

  /// Opens the file of that name if it is that file. A name can pass to another file between two
  /// looks, so it is asked again once the file is open; and before, for opening a FIFO that took
  /// the name would wait for a writer, and no interrupt ends that.
  static Optional<FileChannel> open(Path path, FileId id) throws IOException {
    if (!isStill(path, id)) {
      return Optional.empty();
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    if (isStill(path, id)) {
      return Optional.of(file);
    }
    file.close();
    return Optional.empty();
  }

  private static boolean isStill(Path path, FileId id) throws IOException {
    return FileStat.regular(path).filter(stat -> stat.id().equals(id)).isPresent();
  }

  /// Notes that an open file is in use, and closes another when there are too many.
  void use(Tail tail) throws IOException {
    if (tail.role() == Tail.Role.LEAVING || tail.role() == Tail.Role.REST) {
      return;
    }
    byUse.put(tail.id(), tail);
    Iterator<Tail> oldest = byUse.values().iterator();
    while (byUse.size() > most && oldest.hasNext()) {
      Tail one = oldest.next();
      if (one != tail && one.isDrained() && !one.isQueued()) {
        oldest.remove();
        one.close();
      }
    }
  }

  /// It is closed, or to stay open whatever comes.
  void release(Tail tail) {
    byUse.remove(tail.id());
  }
}
