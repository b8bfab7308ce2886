package io.ironpost.daemon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The folder that state is kept in.
///
/// @param path there, and writable
record DataFolder(Path path) {
  static DataFolder open(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
      }
    } catch (IOException e) {
      throw refusal(path, e.toString(), e);
    }
    if (!Files.isWritable(path)) {
      throw refusal(path, "it is not writable", new IOException(path.toString()));
    }
    return new DataFolder(path);
  }

  private static StartRefusedException refusal(Path path, String why, IOException cause) {
    return new StartRefusedException(
        "cannot keep state in %s: %s. Set general.data_dir to a folder of yours, or run as root."
            .formatted(path, why),
        cause);
  }
}
