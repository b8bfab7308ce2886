package io.ironpost.alerts.sink.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads PEM files (RFC 7468).
final class Pem {
  /// The bundle of all public authorities has 250 KB; what is much larger is another file.
  private static final int MAX_BYTES = 4 << 20;

  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");

  private Pem() {}

  static List<Certificate> certificates(Path file) throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(file)) {
      var read = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (read.isEmpty()) {
        throw new CertificateException("no certificate in " + file);
      }
      return List.copyOf(read);
    }
  }

  /// The algorithm stands in the key (RFC 5958), yet Java wants to be told: each is tried.
  static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    if (Files.size(file) > MAX_BYTES) {
      throw new InvalidKeySpecException(file + " is too large for a key");
    }
    Matcher pem = PRIVATE_KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new InvalidKeySpecException(
          "no `BEGIN PRIVATE KEY` in " + file + "; `openssl pkcs8 -topk8 -nocrypt` makes one");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException _) {
        // another algorithm
      }
    }
    throw new InvalidKeySpecException("neither an RSA, EC nor Ed25519 key: " + file);
  }
}
