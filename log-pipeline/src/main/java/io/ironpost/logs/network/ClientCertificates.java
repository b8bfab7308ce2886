package io.ironpost.logs.network;

import java.nio.file.Path;

/// Whether senders must show who they are.
public sealed interface ClientCertificates {
  /// Nobody is asked.
  record None() implements ClientCertificates {}

  /// Who shows a certificate must have one of these authorities'.
  ///
  /// @param authorities a PEM file
  record Wanted(Path authorities) implements ClientCertificates {}

  /// Everybody must show one of these authorities' (mutual TLS, RFC 5425 section 4.2.1).
  ///
  /// @param authorities a PEM file
  record Required(Path authorities) implements ClientCertificates {}
}
