package io.ironpost.logs.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;

/// Where a collector listens.
///
/// @param host an address or a name; `0.0.0.0` is all of IPv4, `::` is all of IPv6 and IPv4
/// @param port 0 for any that is free
public record ListenAddress(String host, int port) {
  private static final int MAX_PORT = 65_535;

  /// Ports below need a privilege (net.ipv4.ip_unprivileged_port_start, by default).
  private static final int FIRST_FREE_PORT = 1_024;

  public ListenAddress {
    if (host.isBlank() || port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("no address to listen on: '%s':%d".formatted(host, port));
    }
  }

  /// Reads `127.0.0.1:514` or `[::1]:514`.
  public static ListenAddress of(String text) {
    int colon = text.lastIndexOf(':');
    try {
      String host = text.substring(0, Math.max(0, colon));
      boolean bracketed = host.startsWith("[") && host.endsWith("]");
      return new ListenAddress(
          bracketed ? host.substring(1, host.length() - 1) : host,
          Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("no port in '%s'".formatted(text), e);
    }
  }

  InetSocketAddress resolved() throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }

  /// The family to open the socket with. It must be named: left to itself, Java makes `0.0.0.0` an
  /// IPv6 socket for everybody, and who wrote `0.0.0.0` did not ask for that.
  static ProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  boolean needsPrivilege() {
    return port > 0 && port < FIRST_FREE_PORT;
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
