package io.ironpost.core.disk;

import java.io.IOException;
import java.nio.file.Path;

/// What this program does to files that must not be lost or torn.
///
/// The few primitives behave as POSIX says and no better: written bytes are safe after [#sync], a
/// new or renamed file is safe after [#sync] of its folder. What is built of them is here too
/// ([#replace]), so a fake that forgets what was not synced tests the real sequence.
public interface Disk {
  /// The whole file; fails when it is longer than `maxBytes`.
  byte[] read(Path file, int maxBytes) throws IOException;

  /// Adds to the end of a file, making it when there is none.
  void append(Path file, byte[] bytes) throws IOException;

  /// Makes the contents of a file, or the entries of a folder, safe.
  void sync(Path fileOrFolder) throws IOException;

  /// Gives a file another name in one step; a file of that name goes away.
  void rename(Path from, Path to) throws IOException;

  /// Removes a file; none there is no fault.
  void delete(Path file) throws IOException;

  /// Writes `bytes` in the place of `file`: after a crash at any moment there is the old file or
  /// the new one, whole. The new one is written beside the old one, so both are of one file system.
  default void replace(Path file, byte[] bytes) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("not a file: " + file);
    }
    Path fresh = folder.resolve("." + file.getFileName() + ".new");
    delete(fresh);
    append(fresh, bytes);
    sync(fresh);
    rename(fresh, file.toAbsolutePath());
    sync(folder);
  }
}
