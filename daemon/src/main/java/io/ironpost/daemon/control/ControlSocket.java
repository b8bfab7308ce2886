package io.ironpost.daemon.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The socket's file: who may use it, and what to do with one that is left over.
final class ControlSocket {
  private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);

  /// Members may use the socket; made by the package.
  private static final String GROUP = "ironpost";

  /// sockaddr_un(7): 108 bytes with the zero at the end.
  private static final int MAX_PATH_BYTES = 107;

  private final Path path;

  ControlSocket(Path path) {
    this.path = path;
  }

  UnixDomainSocketAddress address() {
    return UnixDomainSocketAddress.of(path);
  }

  /// Removes the file of a program that is gone, and nothing else.
  ///
  /// @throws SocketRefusedException when the place is taken or cannot be used
  void makeRoom() {
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
      throw new SocketRefusedException(
          path, "the path is longer than the %d bytes a socket may have".formatted(MAX_PATH_BYTES));
    }
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        removeLeftOver();
      }
    } catch (IOException e) {
      throw new SocketRefusedException(path, said(e), e);
    }
  }

  private void removeLeftOver() throws IOException {
    BasicFileAttributes there =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!there.isOther()) {
      throw new SocketRefusedException(path, "something is there that is not a socket");
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(address());
      throw new SocketRefusedException(path, "another Ironpost answers there");
    } catch (ConnectException _) {
      Files.deleteIfExists(path); // nobody listens: its program did not come to its end
    }
  }

  /// Lets the owner and the group in. Until then the file has no write permission for anybody else,
  /// since every usual umask takes it away, and connecting needs it (unix(7)).
  void admit() {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
      GroupPrincipal group =
          path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(GROUP);
      Files.getFileAttributeView(path, PosixFileAttributeView.class).setGroup(group);
    } catch (UserPrincipalNotFoundException _) {
      LOG.debug("There is no group {}; only this user may use {}.", GROUP, path);
    } catch (FileSystemException e) {
      LOG.warn("The group {} may not use the control socket: {}", GROUP, said(e));
    } catch (IOException e) {
      throw new SocketRefusedException(path, said(e), e);
    }
  }

  void remove() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("The control socket could not be removed: {}", said(e));
    }
  }

  private static String said(IOException e) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
