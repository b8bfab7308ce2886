package io.ironpost.logs.network;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// The server's side of TLS 1.2 and 1.3; anything older is refused (RFC 8996).
final class TlsTransport implements Transport {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  /// Sessions are for taking up again, which a sender does after a network failure; the JDK would
  /// keep 20,480 of them for whoever asks.
  private static final int SESSIONS = 1_024;

  private final SSLContext context;
  private final ClientCertificates clients;

  private TlsTransport(SSLContext context, ClientCertificates clients) {
    this.context = context;
    this.clients = clients;
  }

  /// Reads the files, and says now what is wrong with them.
  static TlsTransport of(TlsSettings settings) {
    List<X509Certificate> chain = PemFiles.certificates(settings.certificates());
    PrivateKey key = PemFiles.key(settings.key(), chain.getFirst().getPublicKey());
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(chain, key), trusted(settings.clients()), null);
      context.getServerSessionContext().setSessionCacheSize(SESSIONS);
      return new TlsTransport(context, settings.clients());
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsFileException(settings.certificates(), "TLS cannot work with it", e);
    }
  }

  private static KeyManager[] keys(List<X509Certificate> chain, PrivateKey key)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry("server", key, new char[0], chain.toArray(X509Certificate[]::new));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static TrustManager[] trusted(ClientCertificates clients)
      throws GeneralSecurityException, IOException {
    return switch (clients) {
      case ClientCertificates.None() -> new TrustManager[0];
      case ClientCertificates.Wanted(Path authorities) -> trusted(authorities);
      case ClientCertificates.Required(Path authorities) -> trusted(authorities);
    };
  }

  private static TrustManager[] trusted(Path authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    for (X509Certificate authority : PemFiles.certificates(authorities)) {
      store.setCertificateEntry("authority " + store.size(), authority);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  @Override
  public InputStream open(SocketChannel channel) throws IOException {
    Socket raw = channel.socket();
    SSLSocket tls =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(raw, raw.getInetAddress().getHostAddress(), raw.getPort(), true);
    tls.setUseClientMode(false);
    tls.setEnabledProtocols(PROTOCOLS);
    switch (clients) {
      case ClientCertificates.None() -> {}
      case ClientCertificates.Wanted _ -> tls.setWantClientAuth(true);
      case ClientCertificates.Required _ -> tls.setNeedClientAuth(true);
    }
    tls.startHandshake();
    return new Decrypted(tls.getInputStream(), raw.getInputStream());
  }

  /// Most senders put each message into a record of its own. More can be read without waiting when
  /// a whole record waits, and only then: of half a record nothing comes out.
  private static final class Decrypted extends FilterInputStream {
    /// Header, 16 KiB and what a cipher may add (RFC 5246, section 6.2.3).
    private static final int MAX_RECORD_BYTES = 5 + (16 << 10) + 2_048;

    private final InputStream raw;

    Decrypted(InputStream tls, InputStream raw) {
      super(tls);
      this.raw = raw;
    }

    @Override
    public int available() throws IOException {
      int decrypted = super.available();
      return decrypted > 0 || raw.available() < MAX_RECORD_BYTES ? decrypted : 1;
    }
  }
}
