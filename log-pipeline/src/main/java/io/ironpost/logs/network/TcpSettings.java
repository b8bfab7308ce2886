package io.ironpost.logs.network;

/// How syslog over TCP (RFC 6587) is received.
public record TcpSettings(ListenAddress bind, StreamLimits limits) {
  public static TcpSettings defaults(ListenAddress bind) {
    return new TcpSettings(bind, StreamLimits.defaults());
  }
}
