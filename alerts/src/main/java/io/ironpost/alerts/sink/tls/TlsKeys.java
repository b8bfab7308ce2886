package io.ironpost.alerts.sink.tls;

import io.ironpost.alerts.sink.Complaint;
import io.ironpost.alerts.sink.Keys;
import io.ironpost.alerts.sink.SinkOptions;
import io.ironpost.core.config.Key;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// The settings of every sink that speaks TLS.
public final class TlsKeys {
  public static final Key<String> CA_FILE =
      Keys.text("ca_file", "", "Certificates to trust, PEM; empty: those that Java trusts.");
  public static final Key<String> CERT_FILE =
      Keys.text("cert_file", "", "Our own certificate and its chain, PEM; empty: none is shown.");
  public static final Key<String> KEY_FILE =
      Keys.text("key_file", "", "The private key of `cert_file`: PEM, PKCS#8, not encrypted.");

  private TlsKeys() {}

  public static List<Key<?>> all() {
    return List.of(CA_FILE, CERT_FILE, KEY_FILE);
  }

  /// Reads the files, so that a wrong one is told before the first alert.
  public static List<Complaint> check(SinkOptions options) {
    List<Complaint> found = new ArrayList<>();
    boolean cert = !options.get(CERT_FILE).isEmpty();
    if (cert == options.get(KEY_FILE).isEmpty()) {
      found.add(new Complaint(KEY_FILE, "must be set together with cert_file"));
    }
    for (Key<String> key : List.of(CA_FILE, CERT_FILE, KEY_FILE)) {
      unreadable(key, options.get(key)).ifPresent(found::add);
    }
    if (found.isEmpty()) {
      try {
        context(options);
      } catch (IOException | GeneralSecurityException e) {
        found.add(new Complaint(CERT_FILE, "must fit key_file: " + e.getMessage()));
      }
    }
    return found;
  }

  private static Optional<Complaint> unreadable(Key<String> key, String file) {
    try {
      if (!file.isEmpty() && key.equals(KEY_FILE)) {
        Pem.privateKey(Path.of(file));
      } else if (!file.isEmpty()) {
        Pem.certificates(Path.of(file));
      }
      return Optional.empty();
    } catch (IOException | GeneralSecurityException e) {
      return Optional.of(new Complaint(key, "must be a PEM file that can be read: " + said(e)));
    }
  }

  /// The messages of file faults are the path alone; the class says what is wrong with it.
  private static String said(Exception e) {
    return e.getClass().getSimpleName() + " " + e.getMessage();
  }

  /// What the files make up.
  public static SSLContext context(SinkOptions options)
      throws IOException, GeneralSecurityException {
    return TlsFiles.context(options.get(CA_FILE), options.get(CERT_FILE), options.get(KEY_FILE));
  }
}
