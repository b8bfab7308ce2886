package io.ironpost.alerts.sink.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A key with a certificate for 127.0.0.1 that is its own authority, made by the JDK's keytool.
///
/// @param cert the certificate, PEM
/// @param key the private key, PEM
/// @param file the key store, PKCS#12
public record TestIdentity(Path cert, Path key, Path file, KeyStore store) {
  public static final String PASSWORD = "changeit";

  private static final Map<String, TestIdentity> MADE = new ConcurrentHashMap<>();

  /// The identity of that name; made once for all tests of a run.
  public static TestIdentity of(String name) {
    return MADE.computeIfAbsent(
        name,
        fresh -> {
          try {
            return make(Files.createTempDirectory("ironpost-test-"), fresh);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static TestIdentity make(Path folder, String name) throws Exception {
    folder.toFile().deleteOnExit();
    for (String end : List.of(".p12", ".log", ".crt", ".key")) {
      folder.resolve(name + end).toFile().deleteOnExit();
    }
    Path file = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "RSA", // GnuTLS reads no EC key as Java writes them
                "-keysize",
                "2048",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-validity",
                "3650",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve(name + ".log")));
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new TestIdentity(
        pem(folder.resolve(name + ".crt"), "CERTIFICATE", store.getCertificate("own").getEncoded()),
        pem(
            folder.resolve(name + ".key"),
            "PRIVATE KEY",
            store.getKey("own", PASSWORD.toCharArray()).getEncoded()),
        file,
        store);
  }

  private static Path pem(Path file, String what, byte[] encoded) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return Files.writeString(
        file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, text, what));
  }

  /// For a server that shows this identity and trusts the other one.
  public SSLContext server(TestIdentity trusted) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD.toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    try {
      KeyStore others = KeyStore.getInstance("PKCS12");
      others.load(null, null);
      others.setCertificateEntry("other", trusted.store.getCertificate("own"));
      trust.init(others);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
