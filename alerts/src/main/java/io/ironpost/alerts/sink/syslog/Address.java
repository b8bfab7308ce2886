package io.ironpost.alerts.sink.syslog;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// A host and a port, looked up anew for each connection: the host may have moved.
record Address(String host, int port) {
  /// Reads `host:port` or `[::1]:port`, whose form was checked.
  static Address of(String text) {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[");
    return new Address(
        bracketed ? host.substring(1, host.length() - 1) : host,
        Integer.parseInt(text.substring(colon + 1)));
  }

  InetSocketAddress resolve() throws UnknownHostException {
    InetSocketAddress found = new InetSocketAddress(host, port);
    if (found.isUnresolved()) {
      throw new UnknownHostException("the host name is not known");
    }
    return found;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
