package io.ironpost.store.spool;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// One file of a spool, as far as it may be read.
final class Segment {
  /// What of a segment is durable; both move together.
  ///
  /// @param last sequence; `first - 1` when there is none
  /// @param end offset after its last byte
  record Extent(long last, long end) {}

  private static final Pattern NAME = Pattern.compile("(\\d{20})\\.spool");

  private final long first;
  private final Path file;
  private volatile Extent extent;

  Segment(long first, Path file, Extent extent) {
    this.first = first;
    this.file = file;
    this.extent = extent;
  }

  /// The sequence a file's name says; empty for a file that is no segment.
  static Optional<Long> firstOf(String name) {
    var matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      long first = Long.parseLong(matcher.group(1));
      return first > 0 ? Optional.of(first) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty(); // twenty digits can be more than a long
    }
  }

  /// Twenty digits, so that names sort as numbers.
  static Path fileOf(Path folder, long first) {
    return folder.resolve(String.format(Locale.ROOT, "%020d.spool", first));
  }

  long first() {
    return first;
  }

  Path file() {
    return file;
  }

  Extent extent() {
    return extent;
  }

  void moveTo(Extent durable) {
    extent = durable;
  }
}
