package io.ironpost.logs.network;

import io.ironpost.core.channel.Overflow;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A Unix datagram socket that takes syslog, as programs expect it at `/dev/log`.
///
/// @param permissions of the socket's file: who may write to it may send
/// @param maxMessageBytes of a longer message the beginning is kept
/// @param queueBytes what may wait for the next stage
/// @param overflow what happens when that is full. With [Overflow#BLOCK] the senders wait, and
///   syslog(3) waits for ever: then sshd and sudo stand still until the rules have caught up
public record UnixDatagramSettings(
    Path path,
    Set<PosixFilePermission> permissions,
    int maxMessageBytes,
    int queueBytes,
    Overflow overflow) {
  public UnixDatagramSettings {
    SocketFile.check(path);
    permissions = Set.copyOf(permissions);
    UdpSettings.require(
        maxMessageBytes >= UdpSettings.LEAST_MESSAGE_BYTES
            && maxMessageBytes <= UdpSettings.MAX_MESSAGE_BYTES,
        "messages of %d bytes at most",
        maxMessageBytes);
    UdpSettings.require(queueBytes >= DatagramQueue.LOAD_BYTES, "a queue of %d bytes", queueBytes);
  }

  public static UnixDatagramSettings defaults(Path path) {
    return new UnixDatagramSettings(
        path,
        PosixFilePermissions.fromString(UnixSettings.PERMISSIONS),
        UdpSettings.MAX_MESSAGE_BYTES,
        UdpSettings.QUEUE_BYTES,
        Overflow.DROP_OLDEST);
  }

  /// These with another policy for a full queue.
  public UnixDatagramSettings withOverflow(Overflow other) {
    return new UnixDatagramSettings(path, permissions, maxMessageBytes, queueBytes, other);
  }
}
