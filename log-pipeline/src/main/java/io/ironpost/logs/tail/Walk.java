package io.ironpost.logs.tail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One look at what the patterns name: the files there are, the folders to watch, what failed.
///
/// A file with several names (links) is there once, under the first.
final class Walk {
  /// A pattern over a whole disk must not take all of inotify's watches (the kernel gives a user
  /// some 8,000 to 1,000,000, by memory) nor minutes.
  static final int MAX_FOLDERS = 10_000;

  /// Kept to be told; more of them say nothing new.
  static final int MAX_PROBLEMS = 20;

  /// A file and the name it was found under.
  record Found(Path path, FileStat stat) {}

  private final List<PathPattern> excludes;
  private final int mostFiles;
  private final Map<FileId, Found> files = new LinkedHashMap<>();
  private final Map<Path, Found> byPath = new HashMap<>();
  private final Set<Path> folders = new LinkedHashSet<>();
  private final Map<Path, String> problems = new LinkedHashMap<>();

  private Walk(List<PathPattern> excludes, int mostFiles) {
    this.excludes = excludes;
    this.mostFiles = mostFiles;
  }

  static Walk over(List<PathPattern> patterns, List<PathPattern> excludes, int mostFiles) {
    Walk walk = new Walk(excludes, mostFiles);
    patterns.forEach(pattern -> pattern.expand(walk));
    return walk;
  }

  Map<FileId, Found> files() {
    return files;
  }

  /// In the order in which they were made: a rotated log before the log.
  List<Found> oldestFirst() {
    return files.values().stream()
        .sorted(Comparator.comparingLong(found -> found.stat().bornMicros()))
        .toList();
  }

  Set<Path> folders() {
    return folders;
  }

  Map<Path, String> problems() {
    return problems;
  }

  /// Notes a folder whose entries matter. One that is not there yet is waited for in the nearest
  /// that is.
  ///
  /// @return whether it is there and may be looked into
  boolean folder(Path folder) {
    if (folders.size() >= MAX_FOLDERS) {
      note(folder, "more than %,d folders; narrow the pattern".formatted(MAX_FOLDERS));
      return false;
    }
    Path nearest = folder;
    while (nearest.getParent() != null && !Files.isDirectory(nearest)) {
      nearest = nearest.getParent();
    }
    folders.add(nearest);
    return nearest.equals(folder);
  }

  void file(Path path) {
    if (excludes.stream().anyMatch(exclude -> exclude.matches(path))) {
      return;
    }
    try {
      Optional<FileStat> stat = FileStat.regular(path);
      if (stat.isPresent() && files.size() >= mostFiles) {
        note(path, "more than %,d files; narrow the pattern".formatted(mostFiles));
      } else {
        stat.ifPresent(found -> add(new Found(path, found)));
      }
    } catch (IOException e) {
      problem(path, e);
    }
  }

  private void add(Found found) {
    if (files.putIfAbsent(found.stat().id(), found) == null) {
      byPath.put(found.path(), found);
    }
  }

  /// When the file that has this name was made; later than all when none has it.
  long bornAt(Path path) {
    Found found = byPath.get(path);
    return found == null ? Long.MAX_VALUE : found.stat().bornMicros();
  }

  void problem(Path path, IOException cause) {
    note(path, Reason.of(cause));
  }

  private void note(Path path, String reason) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.put(path, reason);
    }
  }
}
