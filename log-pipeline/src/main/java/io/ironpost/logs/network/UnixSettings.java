package io.ironpost.logs.network;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A Unix stream socket that takes syslog.
///
/// @param permissions of the socket's file: who may write to it may send
public record UnixSettings(Path path, Set<PosixFilePermission> permissions, StreamLimits limits) {
  /// As `/dev/log` has: every program may log.
  public static final String PERMISSIONS = "rw-rw-rw-";

  public UnixSettings {
    SocketFile.check(path);
    permissions = Set.copyOf(permissions);
    UdpSettings.require(
        limits.connectionsPerPeer() >= limits.connections(),
        "%d connections of a peer: on a Unix socket all are one peer",
        limits.connectionsPerPeer());
  }

  public static UnixSettings defaults(Path path) {
    int all = StreamLimits.CONNECTIONS;
    return new UnixSettings(
        path,
        PosixFilePermissions.fromString(PERMISSIONS),
        StreamLimits.defaults().withConnections(all, all));
  }
}
