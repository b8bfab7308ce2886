package io.ironpost.logs.network;

import java.nio.file.Path;

/// How syslog over TLS (RFC 5425) is received.
///
/// @param certificates our chain, our own first; a PEM file
/// @param key our private key without password; a PEM file
public record TlsSettings(
    ListenAddress bind,
    Path certificates,
    Path key,
    ClientCertificates clients,
    StreamLimits limits) {
  /// A server that asks nobody who they are.
  public static TlsSettings defaults(ListenAddress bind, Path certificates, Path key) {
    return new TlsSettings(
        bind, certificates, key, new ClientCertificates.None(), StreamLimits.defaults());
  }
}
