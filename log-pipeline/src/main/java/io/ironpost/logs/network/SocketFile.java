package io.ironpost.logs.network;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;

/// The file of a Unix socket: room for it before, its permissions, its removal after.
///
/// Whoever died left its file behind, and bind(2) refuses a path that is there. It is removed only
/// when it is a socket and nobody answers; never a file of another kind, and never a living
/// program's socket.
final class SocketFile {
  /// `sun_path` of unix(7), less the NUL at its end.
  static final int MAX_PATH_BYTES = 107;

  /// S_IFMT and S_IFSOCK of inode(7).
  private static final int KIND = 0170000;

  private static final int SOCKET = 0140000;

  private final Path path;
  private final Object identity;

  private SocketFile(Path path, Object identity) {
    this.path = path;
    this.identity = identity;
  }

  /// Whether a path can be a socket's, for settings.
  static void check(Path path) {
    int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > MAX_PATH_BYTES) {
      throw new IllegalArgumentException(
          "a Unix socket's path has 1 to %d bytes, not %d".formatted(MAX_PATH_BYTES, length));
    }
  }

  /// Removes what a dead program left. Throws when the path is taken for good.
  static void makeRoom(Path path) throws IOException {
    try {
      int mode = (Integer) attribute(path, "unix:mode");
      if ((mode & KIND) != SOCKET) {
        throw new IOException("it is there and is no socket; remove it, or choose another path");
      }
    } catch (NoSuchFileException _) {
      return;
    }
    if (isAnswered(path)) {
      throw new IOException("another program listens there; `ss -xlp` names it");
    }
    Files.delete(path);
  }

  private static Object attribute(Path path, String name) throws IOException {
    Object value = Files.getAttribute(path, name, LinkOption.NOFOLLOW_LINKS);
    return Objects.requireNonNull(value); // Linux has both
  }

  /// A socket of the other type refuses with EPROTOTYPE, one that may not be opened with EACCES:
  /// both live. Only ECONNREFUSED means that nobody has it open (unix(7)).
  private static boolean isAnswered(Path path) {
    try {
      SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
      return true;
    } catch (ConnectException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  /// To be called once the socket is bound.
  static SocketFile of(Path path, Set<PosixFilePermission> permissions) throws IOException {
    Files.setPosixFilePermissions(path, permissions);
    return new SocketFile(path, attribute(path, "unix:fileKey"));
  }

  /// Removes the file if it is still ours: another program may have taken the path meanwhile.
  void remove() {
    try {
      if (attribute(path, "unix:fileKey").equals(identity)) {
        Files.deleteIfExists(path);
      }
    } catch (IOException _) {
      // gone, or for the next start to remove
    }
  }
}
