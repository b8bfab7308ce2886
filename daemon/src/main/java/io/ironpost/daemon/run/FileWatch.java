package io.ironpost.daemon.run;

import io.ironpost.core.module.Module;
import io.ironpost.core.module.Pause;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Looks every second whether the configuration or a rule file changed, and says so once they have
/// come to rest.
///
/// Looking is better here than being told: inotify misses what happens on network file systems and
/// through links, tells nothing of folders that come later, and the times and sizes of some
/// thousand files are had in milliseconds.
final class FileWatch implements Module {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /// An editor or a `git pull` writes several files: nothing changed for so many looks.
  private static final int QUIET_LOOKS = 2;

  /// Deeper than any sensible tree of rules; a link that points upwards ends here.
  private static final int MAX_DEPTH = 16;

  private final Supplier<List<Path>> paths;
  private final Runnable changed;
  private final Pause pause;
  private volatile boolean stopping;

  /// @param paths files and folders; asked for at each look, as a reload may change them
  FileWatch(Supplier<List<Path>> paths, Runnable changed, Pause pause) {
    this.paths = paths;
    this.changed = changed;
    this.pause = pause;
  }

  @Override
  public String name() {
    return "file_watch";
  }

  @Override
  public void start() throws InterruptedException {
    int told = look();
    int last = told;
    int quiet = 0;
    while (!stopping) {
      pause.sleep(INTERVAL);
      int now = look();
      quiet = now == last ? quiet + 1 : 0;
      last = now;
      if (now != told && quiet >= QUIET_LOOKS) {
        told = now;
        changed.run();
      }
    }
  }

  @Override
  public void stop() {
    stopping = true;
  }

  /// A number that is another one when a file came, went, or was written.
  private int look() {
    TreeMap<String, String> seen = new TreeMap<>();
    for (Path path : paths.get()) {
      try {
        Files.walkFileTree(
            path,
            EnumSet.of(FileVisitOption.FOLLOW_LINKS),
            MAX_DEPTH,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                seen.put(file.toString(), attributes.size() + " " + attributes.lastModifiedTime());
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult visitFileFailed(Path file, IOException cause) {
                return FileVisitResult.CONTINUE;
              }
            });
      } catch (IOException _) {
        // gone: that is a change too, since its files are not seen
      }
    }
    return seen.hashCode();
  }
}
