package io.ironpost.logs.network;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/// Certificates and private keys from PEM files (RFC 7468). Java's own reader of them is still
/// preview in 25.
final class PemFiles {
  private static final String PKCS8 = "PRIVATE KEY";
  private static final String PKCS1 = "RSA PRIVATE KEY";
  private static final String TO_PKCS8 =
      "; turn it into PKCS#8: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW";

  /// AlgorithmIdentifier of RSA (RFC 8017, appendix C): SEQUENCE { rsaEncryption, NULL }.
  private static final byte[] RSA = {
    0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
  };

  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  private PemFiles() {}

  /// All certificates of a file, at least one.
  static List<X509Certificate> certificates(Path file) {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var found = factory.generateCertificates(new ByteArrayInputStream(read(file)));
      if (found.isEmpty()) {
        throw new TlsFileException(file, "no certificate in it (-----BEGIN CERTIFICATE-----)");
      }
      return found.stream().map(X509Certificate.class::cast).toList();
    } catch (CertificateException e) {
      throw new TlsFileException(file, "no readable certificate", e);
    }
  }

  /// The private key of a file, which must be that of the certificate.
  static PrivateKey key(Path file, PublicKey publicKey) {
    String text = new String(read(file), StandardCharsets.ISO_8859_1);
    try {
      KeyFactory factory = KeyFactory.getInstance(publicKey.getAlgorithm());
      PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8(file, text)));
      if (!belongsTo(key, publicKey)) {
        throw new TlsFileException(file, "this key is not the certificate's");
      }
      return key;
    } catch (GeneralSecurityException e) {
      String algorithm = publicKey.getAlgorithm();
      throw new TlsFileException(file, "no " + algorithm + " key, as the certificate has", e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new TlsFileException(file, "there is no such file");
    } catch (IOException e) {
      throw new TlsFileException(file, "cannot be read", e);
    }
  }

  private static byte[] pkcs8(Path file, String text) {
    if (isIn(text, PKCS8)) {
      return block(file, text, PKCS8);
    }
    if (isIn(text, "ENCRYPTED PRIVATE KEY") || text.contains("Proc-Type: 4,ENCRYPTED")) {
      throw new TlsFileException(file, "the key has a password" + TO_PKCS8);
    }
    if (isIn(text, PKCS1)) {
      return join(SEQUENCE, VERSION_0, RSA, join(OCTET_STRING, block(file, text, PKCS1)));
    }
    if (isIn(text, "EC PRIVATE KEY")) {
      throw new TlsFileException(file, "the key is in SEC 1 form" + TO_PKCS8);
    }
    throw new TlsFileException(file, "no private key in it (-----BEGIN PRIVATE KEY-----)");
  }

  private static boolean isIn(String text, String label) {
    return text.contains("-----BEGIN " + label + "-----");
  }

  private static byte[] block(Path file, String text, String label) {
    String begin = "-----BEGIN " + label + "-----";
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf("-----END " + label + "-----", from);
    if (to < 0) {
      throw new TlsFileException(file, "the key does not end (-----END " + label + "-----)");
    }
    try {
      return Base64.getMimeDecoder().decode(text.substring(from, to));
    } catch (IllegalArgumentException e) {
      throw new TlsFileException(file, "the key is no Base64", e);
    }
  }

  /// One DER value (X.690, section 8.1) of these parts: PKCS#8 is PKCS#1 with a name around it.
  private static byte[] join(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] joined = new byte[4 + length]; // a key is longer than 255 bytes and shorter than 64 KiB
    joined[0] = (byte) tag;
    joined[1] = (byte) 0x82;
    joined[2] = (byte) (length >>> 8);
    joined[3] = (byte) length;
    int at = 4;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  /// Found out here, not by the first client whose handshake fails.
  private static boolean belongsTo(PrivateKey key, PublicKey publicKey)
      throws GeneralSecurityException {
    String algorithm =
        switch (publicKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> publicKey.getAlgorithm(); // EdDSA signs under its own name
        };
    byte[] anything = VERSION_0;
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(anything);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(anything);
    try {
      return signature.verify(signed);
    } catch (SignatureException _) {
      return false; // a key of another length
    }
  }
}
