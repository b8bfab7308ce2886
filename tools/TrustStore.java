import java.io.BufferedInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

/// Writes the certificate authorities of a PEM bundle into a trust store that Java reads.
///
/// Debian makes this file in a package script; a JDK that was only unpacked has none, and without
/// it no TLS connection can be made, not even Maven's.
void main(String[] args) throws Exception {
  // JKS, because it can be read without a password; a PKCS12 store hides even its certificates.
  KeyStore store = KeyStore.getInstance("JKS");
  store.load(null, null);
  try (var bundle = new BufferedInputStream(Files.newInputStream(Path.of(args[0])))) {
    int number = 0;
    for (var authority : CertificateFactory.getInstance("X.509").generateCertificates(bundle)) {
      store.setCertificateEntry("authority-" + number++, authority);
    }
  }
  Path target = Path.of(args[1]);
  Files.createDirectories(target.getParent());
  try (OutputStream out = Files.newOutputStream(target)) {
    store.store(out, "changeit".toCharArray()); // the password every JDK gives its own trust store
  }
}
