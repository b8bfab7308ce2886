package io.ironpost.alerts.sink.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Makes a TLS context of PEM files.
final class TlsFiles {
  /// Of a key store that never leaves memory.
  private static final char[] NO_PASSWORD = new char[0];

  private TlsFiles() {}

  /// An empty name means: as Java does by itself.
  static SSLContext context(String caFile, String certFile, String keyFile)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        certFile.isEmpty() ? null : ours(Path.of(certFile), Path.of(keyFile)),
        caFile.isEmpty() ? null : trusted(Path.of(caFile)),
        null);
    return context;
  }

  private static TrustManager @Nullable [] trusted(Path caFile)
      throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    int n = 0;
    for (Certificate certificate : Pem.certificates(caFile)) {
      store.setCertificateEntry("ca-" + n++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] ours(Path certFile, Path keyFile)
      throws IOException, GeneralSecurityException {
    List<Certificate> chain = Pem.certificates(certFile);
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "ours", Pem.privateKey(keyFile), NO_PASSWORD, chain.toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
