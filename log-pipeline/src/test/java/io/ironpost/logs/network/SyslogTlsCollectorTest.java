package io.ironpost.logs.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogTlsCollectorTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final ListenAddress LOOPBACK = new ListenAddress("127.0.0.1", 0);

  /// Where an RSA key begins in its PKCS#8 form of 2,048 bits.
  private static final int PKCS1_AT = 26;

  @TempDir private static Path folder;
  private static Identity server;
  private static Identity client;

  private final Gathered gathered = new Gathered();
  private final Ledger ledger = new Ledger();

  @BeforeAll
  static void makeIdentities() throws IOException, InterruptedException, GeneralSecurityException {
    server = Identity.make(folder, "server", List.of("-keyalg", "RSA", "-keysize", "2048"));
    client = Identity.make(folder, "client", List.of("-keyalg", "EC", "-groupname", "secp256r1"));
  }

  private static TlsSettings settings(Path key, ClientCertificates clients) {
    return new TlsSettings(
        LOOPBACK, server.certificateFile(), key, clients, StreamLimits.defaults());
  }

  private SyslogTlsCollector collector(ClientCertificates clients) {
    return new SyslogTlsCollector(settings(server.keyFile(), clients), gathered, ledger, CLOCK);
  }

  /// One that waits two seconds for a handshake.
  private SyslogTlsCollector hastyCollector() {
    StreamLimits usual = StreamLimits.defaults();
    StreamLimits hasty =
        new StreamLimits(
            16,
            16,
            usual.maxMessageBytes(),
            usual.idle(),
            usual.message(),
            Duration.ofSeconds(2),
            16);
    ClientCertificates nobody = new ClientCertificates.None();
    return new SyslogTlsCollector(
        new TlsSettings(LOOPBACK, server.certificateFile(), server.keyFile(), nobody, hasty),
        gathered,
        ledger,
        CLOCK);
  }

  private static Running running(SyslogTlsCollector collector) {
    Running running = new Running(collector);
    running.until(() -> collector.port() > 0);
    return running;
  }

  private static SSLSocket connect(int port, Optional<Identity> as)
      throws IOException, GeneralSecurityException {
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(server.store());
    KeyManager[] keys = {};
    if (as.isPresent()) {
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(as.get().store(), Identity.PASSWORD);
      keys = factory.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
  }

  private static void send(Socket to, String text) throws IOException {
    to.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private Balance book() {
    return Running.book(ledger, SyslogTlsCollector.NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void counted_messages_come_through(String version) throws Exception {
    SyslogTlsCollector collector = collector(new ClientCertificates.None());
    try (Running running = running(collector);
        SSLSocket sender = connect(collector.port(), Optional.empty())) {
      sender.setEnabledProtocols(new String[] {version});
      for (int i = 0; i < 1_000; i++) {
        send(sender, "8 <1>" + (10_000 + i));
      }
      send(sender, "<2>and a line\n");
      running.until(() -> gathered.count() == 1_001);
      sender.shutdownOutput();
      running.until(() -> collector.connections() == 0);
      running.stop();
    }
    assertThat(gathered.lines()).startsWith("<1>10000", "<1>10001").endsWith("<2>and a line");
    assertThat(gathered.sources()).containsExactly("syslog-tls:127.0.0.1");
    assertThat(book().delivered()).isEqualTo(1_001);
    assertThat(book().droppedTotal()).isZero();
    assertThat(collector.health()).isEqualTo(new Health.Up());
  }

  @Test
  void asked_to_stop_it_ends_connections_that_wait() throws Exception {
    SyslogTlsCollector collector = collector(new ClientCertificates.None());
    try (Running running = running(collector);
        SSLSocket sender = connect(collector.port(), Optional.empty())) {
      send(sender, "6 <1>one");
      running.until(() -> gathered.count() == 1);
      running.stop();
      assertThat(sender.getInputStream().read()).isNegative();
    }
  }

  @Test
  void who_must_show_a_certificate_and_has_one_comes_in() throws Exception {
    SyslogTlsCollector collector =
        collector(new ClientCertificates.Required(client.certificateFile()));
    try (Running running = running(collector);
        SSLSocket sender = connect(collector.port(), Optional.of(client))) {
      send(sender, "6 <1>one");
      running.until(() -> gathered.count() == 1);
      running.stop();
    }
  }

  @Test
  void who_has_none_or_a_strange_one_stays_out() throws Exception {
    SyslogTlsCollector collector =
        collector(new ClientCertificates.Required(client.certificateFile()));
    try (Running running = running(collector)) {
      for (Optional<Identity> as : List.of(Optional.<Identity>empty(), Optional.of(server))) {
        try (SSLSocket sender = connect(collector.port(), as)) {
          assertThatThrownBy(
                  () -> {
                    send(sender, "6 <1>one");
                    sender.getInputStream().read(); // TLS 1.3 refuses after the client is done
                    send(sender, "6 <1>two");
                  })
              .isInstanceOf(IOException.class);
        }
      }
      running.until(() -> collector.health().reason().contains("2 TLS connections failed"));
      running.stop();
    }
    assertThat(gathered.count()).isZero();
    assertThat(book().received()).isZero();
  }

  @Test
  void who_need_not_show_a_certificate_comes_in_without() throws Exception {
    SyslogTlsCollector collector =
        collector(new ClientCertificates.Wanted(client.certificateFile()));
    try (Running running = running(collector);
        SSLSocket sender = connect(collector.port(), Optional.empty())) {
      send(sender, "6 <1>one");
      running.until(() -> gathered.count() == 1);
      running.stop();
    }
  }

  @Test
  void what_is_no_tls_is_told_and_does_no_harm() throws Exception {
    SyslogTlsCollector collector = hastyCollector();
    try (Running running = running(collector);
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), collector.port());
        Socket silent = new Socket(InetAddress.getLoopbackAddress(), collector.port());
        SSLSocket good = connect(collector.port(), Optional.empty())) {
      good.startHandshake();
      send(plain, "<34>Oct 11 22:14:15 host su: plain text\n");
      send(silent, "\u0016");
      running.until(() -> collector.health().reason().contains("TLS connections failed"));
      running.until(() -> collector.health().reason().contains("took too long to begin"));
      send(good, "6 <1>one");
      running.until(() -> gathered.count() == 1);
      running.stop();
    }
    assertThat(gathered.lines()).containsExactly("<1>one");
  }

  @Test
  void a_key_in_the_old_rsa_form_is_read() throws Exception {
    byte[] pkcs1 = Arrays.copyOfRange(server.key(), PKCS1_AT, server.key().length);
    Path old = Files.writeString(folder.resolve("old.key"), Identity.pem("RSA PRIVATE KEY", pkcs1));
    SyslogTlsCollector collector =
        new SyslogTlsCollector(
            settings(old, new ClientCertificates.None()), gathered, ledger, CLOCK);
    try (Running running = running(collector)) {
      running.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EC PRIVATE KEY|SEC 1 form; turn it into PKCS#8: openssl pkcs8",
        "ENCRYPTED PRIVATE KEY|has a password",
        "PUBLIC KEY|no private key in it",
        "PRIVATE KEY|no RSA key, as the certificate has"
      })
  void a_key_that_cannot_be_used_is_told(String labelAndMessage) throws Exception {
    String[] parts = labelAndMessage.split("\\|");
    Path bad =
        Files.writeString(folder.resolve("bad.key"), Identity.pem(parts[0], new byte[] {1, 2, 3}));
    expectFailure(bad, bad + ": ", parts[1]);
  }

  @Test
  void a_key_that_is_not_the_certificates_is_told() throws Exception {
    expectFailure(client.keyFile(), "no RSA key");
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1_024); // too short to use, and quick to make
    byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
    Path other = Files.writeString(folder.resolve("other.key"), Identity.pem("PRIVATE KEY", key));
    expectFailure(other, "this key is not the certificate's");
    expectFailure(folder.resolve("none.key"), "there is no such file");
  }

  private void expectFailure(Path key, String... messages) {
    SyslogTlsCollector collector =
        new SyslogTlsCollector(
            settings(key, new ClientCertificates.None()), gathered, ledger, CLOCK);
    try (Running running = new Running(collector)) {
      assertThat(running.failure())
          .isInstanceOf(TlsFileException.class)
          .hasMessageContainingAll(messages);
    }
  }
}
