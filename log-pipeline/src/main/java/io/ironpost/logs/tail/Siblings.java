package io.ironpost.logs.tail;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// What rotation made of a log: the files beside it with its name and a number, a date or `old`
/// (logrotate(8), newsyslog(8), savelog(8) and the appenders of logging libraries).
final class Siblings {
  /// `.1`, `-20261123`, `.2026-11-23_12`, `.old`; no archives.
  private static final Pattern ROTATED =
      Pattern.compile("[-._](\\d[-._:T\\d]{0,31}|old|prev|bak|save)");

  /// In a folder of more files rotated logs are not looked for.
  private static final int MAX_ENTRIES = 10_000;

  private Siblings() {}

  /// The file `id` beside `log`, under whatever name.
  static Optional<Walk.Found> renamed(Path log, FileId id, Fingerprint print) {
    return beside(log).stream()
        .filter(file -> file.stat().id().equals(id) && begins(file.path(), print))
        .findFirst();
  }

  /// The youngest copy of the content that `mark` is a place in, with all that was read of it.
  static Optional<Walk.Found> copy(Path log, Bookmark mark, FileId original) {
    return rotated(log).stream()
        .filter(file -> !file.stat().id().equals(original) && file.stat().size() >= mark.offset())
        .filter(file -> mark.print().length() > 0 && begins(file.path(), mark.print()))
        .max(Comparator.comparingLong(file -> file.stat().bornMicros()));
  }

  /// Rotated files made since, the oldest first.
  static List<Walk.Found> youngerThan(Path log, long bornMicros) {
    return rotated(log).stream()
        .filter(file -> file.stat().bornMicros() >= bornMicros)
        .sorted(Comparator.comparingLong(file -> file.stat().bornMicros()))
        .toList();
  }

  /// When the last of them was made; 0 when there is none.
  static long youngest(Path log) {
    return rotated(log).stream().mapToLong(file -> file.stat().bornMicros()).max().orElse(0);
  }

  private static List<Walk.Found> rotated(Path log) {
    String name = String.valueOf(log.getFileName());
    return beside(log).stream()
        .filter(file -> isRotated(name, String.valueOf(file.path().getFileName())))
        .toList();
  }

  /// Whether `other` stands beside `log` and is named as one of its rotated files.
  static boolean isRotated(Path log, Path other) {
    return Objects.equals(log.getParent(), other.getParent())
        && isRotated(String.valueOf(log.getFileName()), String.valueOf(other.getFileName()));
  }

  /// Whether `other` is `log` with a number, at the end (`app.log.1`) or before its ending
  /// (`app-2026-11-23.log`).
  static boolean isRotated(String log, String other) {
    if (other.startsWith(log)) {
      return ROTATED.matcher(other.substring(log.length())).matches();
    }
    int dot = log.lastIndexOf('.');
    if (dot <= 0
        || !other.startsWith(log.substring(0, dot))
        || !other.endsWith(log.substring(dot))) {
      return false;
    }
    int end = other.length() - (log.length() - dot);
    return end > dot && ROTATED.matcher(other.substring(dot, end)).matches();
  }

  private static List<Walk.Found> beside(Path log) {
    List<Walk.Found> files = new ArrayList<>();
    Path folder = log.getParent();
    if (folder == null) {
      return files;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (files.size() >= MAX_ENTRIES) {
          return List.of();
        }
        FileStat.regular(entry).ifPresent(stat -> files.add(new Walk.Found(entry, stat)));
      }
    } catch (IOException | DirectoryIteratorException _) {
      // What cannot be looked into holds nothing that could be read.
    }
    return files;
  }

  private static boolean begins(Path file, Fingerprint print) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return print.matches(channel);
    } catch (IOException _) {
      return false;
    }
  }
}
