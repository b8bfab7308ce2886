package io.ironpost.logs.tail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What stat(2) says of a name.
///
/// @param bornMicros when the file was made, since 1970, where the file system knows (statx(2),
///   `STX_BTIME`), else when it was last written
/// @param writtenMicros when it was last written to, since 1970
record FileStat(
    FileId id, long size, long bornMicros, long writtenMicros, boolean regular, boolean folder) {
  /// The attribute view of the JDK's Unix file systems; the portable ones have no inode number.
  private static final String WANTED =
      "unix:dev,ino,size,creationTime,lastModifiedTime,isRegularFile,isDirectory";

  /// Empty when there is nothing of that name.
  ///
  /// @throws IOException when that cannot be known, which is not the same
  static Optional<FileStat> of(Path path) throws IOException {
    try {
      Map<String, Object> found = Files.readAttributes(path, WANTED);
      return Optional.of(
          new FileStat(
              new FileId(number(found, "dev"), number(found, "ino")),
              number(found, "size"),
              micros(found, "creationTime"),
              micros(found, "lastModifiedTime"),
              Boolean.TRUE.equals(found.get("isRegularFile")),
              Boolean.TRUE.equals(found.get("isDirectory"))));
    } catch (NoSuchFileException | NotDirectoryException _) {
      return Optional.empty();
    }
  }

  /// Empty, too, when it is no regular file: an inode number that became free may be a FIFO's now.
  static Optional<FileStat> regular(Path path) throws IOException {
    return of(path).filter(stat -> stat.regular);
  }

  private static long micros(Map<String, Object> found, String name) {
    return found.get(name) instanceof FileTime time ? time.to(TimeUnit.MICROSECONDS) : 0;
  }

  private static long number(Map<String, Object> found, String name) {
    return found.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
