package io.ironpost.logs.network;

import java.io.IOException;
import java.nio.file.Path;

/// A collector cannot listen where it should. Says what to do about it.
public final class BindFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private BindFailedException(String message, IOException cause) {
    super(message, cause);
  }

  static BindFailedException of(String protocol, ListenAddress address, IOException cause) {
    String why = String.valueOf(cause.getMessage());
    return new BindFailedException(
        "cannot listen on %s %s: %s%s".formatted(protocol, address, why, advice(why, address)),
        cause);
  }

  static BindFailedException of(Path socket, IOException cause) {
    String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new BindFailedException("cannot listen on %s: %s".formatted(socket, why), cause);
  }

  /// By the words of strerror(3), all that Java passes on.
  private static String advice(String why, ListenAddress address) {
    if (why.contains("Permission denied") && address.needsPrivilege()) {
      return (". Ports below 1024 need the capability CAP_NET_BIND_SERVICE (in a systemd unit:"
              + " AmbientCapabilities=CAP_NET_BIND_SERVICE); or listen on port %d")
          .formatted(1_000 + address.port());
    }
    if (why.contains("already in use")) {
      return ". Another program listens there; `ss -lnp sport = :%d` names it"
          .formatted(address.port());
    }
    return why.contains("Cannot assign") ? ". This host does not have that address" : "";
  }
}
