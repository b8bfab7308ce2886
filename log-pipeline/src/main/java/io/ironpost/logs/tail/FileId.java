package io.ironpost.logs.tail;

import java.util.Optional;

/// Which file, whatever it is called: a name changes with each rotation, this does not (stat(2),
/// `st_dev` and `st_ino`). It is given out anew once the file is gone, so it goes with a
/// [Fingerprint].
record FileId(long device, long inode) {
  /// The key of its position, before which [TailReader] puts whose it is.
  String key() {
    return device + ":" + inode;
  }

  static Optional<FileId> ofKey(String key) {
    int colon = key.lastIndexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    try {
      long device = Long.parseLong(key, 0, colon, 10);
      return Optional.of(new FileId(device, Long.parseLong(key, colon + 1, key.length(), 10)));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
