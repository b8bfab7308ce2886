package io.ironpost.logs.tail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the last run stopped, in files not taken up again yet.
final class Marks {
  /// Under which the patterns of a run are kept: a file that none of them names is new to be
  /// followed, not new on the disk.
  static final String PATTERNS_KEY = "patterns";

  /// Patterns are told in one value.
  private static final String BETWEEN = "\n";

  record Mark(FileId id, Bookmark bookmark) {}

  private final Map<FileId, Bookmark> marks = new HashMap<>();
  private final List<PathPattern> patterns = new ArrayList<>();

  /// What is not of this collector, or cannot be read, is left out: a file of another one would
  /// look as if no pattern named it any more, and its position would be given up.
  ///
  /// @param prefix of this collector's keys
  static Marks of(String prefix, Map<String, String> positions) {
    Marks marks = new Marks();
    positions.forEach((key, value) -> {
      if (key.startsWith(prefix)) {
        FileId.ofKey(key.substring(prefix.length()))
            .ifPresent(id -> Bookmark.decode(value).ifPresent(mark -> marks.keep(id, mark)));
      }
    });
    String known = positions.getOrDefault(prefix + PATTERNS_KEY, "");
    known.lines().forEach(marks::know);
    return marks;
  }

  private void know(String pattern) {
    try {
      patterns.add(PathPattern.of(pattern));
    } catch (IllegalArgumentException _) {
      // Of another version; its files count as never followed.
    }
  }

  void know(List<String> followed) {
    patterns.clear();
    followed.forEach(this::know);
  }

  static String encode(List<String> followed) {
    return String.join(BETWEEN, followed);
  }

  /// Whether a file of this name would have been followed by the last run.
  boolean knew(Path path) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(path));
  }

  boolean has(FileId id) {
    return marks.containsKey(id);
  }

  Optional<Bookmark> take(FileId id) {
    return Optional.ofNullable(marks.remove(id));
  }

  void keep(FileId id, Bookmark mark) {
    marks.put(id, mark);
  }

  /// Those left, the oldest file first.
  List<Mark> left() {
    return marks.entrySet().stream()
        .map(entry -> new Mark(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(mark -> mark.bookmark().bornMicros()))
        .toList();
  }
}
