package io.ironpost.alerts.sink.syslog;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// A real rsyslogd with a configuration of its own, which writes down what it understood.
final class Rsyslog implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final int udpPort;
  final int tcpPort;
  private final Path folder;
  private Process process;

  private Rsyslog(Path folder, String driver, String files) throws Exception {
    this.folder = folder;
    udpPort = freePort();
    tcpPort = freePort();
    Files.writeString(
        folder.resolve("rsyslog.conf"),
        """
        global(workDirectory="%1$s" maxMessageSize="64k" %5$s)
        module(load="imudp")
        module(load="imtcp" maxSessions="20" %4$s)
        template(name="all" type="string"
          string="%%pri%%|%%timereported:::date-rfc3339%%|%%hostname%%|%%app-name%%|%%procid%%|%%msgid%%|%%structured-data%%|%%msg%%\\n")
        input(type="imudp" address="127.0.0.1" port="%2$d" ruleset="all")
        input(type="imtcp" address="127.0.0.1" port="%3$d" ruleset="all")
        ruleset(name="all") { action(type="omfile" file="%1$s/out" template="all") }
        """
            .formatted(folder, udpPort, tcpPort, driver, files));
    process = start();
  }

  static boolean isInstalled() {
    return Files.isExecutable(Path.of("/usr/sbin/rsyslogd"));
  }

  /// Whether it can speak TLS (package `rsyslog-gnutls`).
  static boolean hasTls() {
    return isInstalled()
        && List.of("x86_64-linux-gnu", "aarch64-linux-gnu").stream()
            .anyMatch(arch -> Files.exists(Path.of("/usr/lib", arch, "rsyslog/lmnsd_gtls.so")));
  }

  static Rsyslog plain(Path folder) throws Exception {
    return new Rsyslog(folder, "", "");
  }

  static Rsyslog tls(Path folder, Path ca, Path cert, Path key) throws Exception {
    String driver =
        """
        StreamDriver.Name="gtls" StreamDriver.Mode="1" StreamDriver.AuthMode="x509/certvalid"
        """;
    String files =
        """
        defaultNetstreamDriver="gtls" defaultNetstreamDriverCAFile="%s"
        defaultNetstreamDriverCertFile="%s" defaultNetstreamDriverKeyFile="%s"
        """
            .formatted(ca, cert, key);
    return new Rsyslog(folder, driver, files);
  }

  Process start() throws Exception {
    process =
        new ProcessBuilder(
                "/usr/sbin/rsyslogd",
                "-n",
                "-f",
                folder.resolve("rsyslog.conf").toString(),
                "-i",
                folder.resolve("pid").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .start();
    await(_ -> isListening());
    return process;
  }

  void stop() {
    process.destroy();
    process.onExit().join();
  }

  private boolean isListening() {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), tcpPort)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// What was understood, once there are so many lines.
  List<String> lines(int count) throws Exception {
    await(lines -> lines.size() >= count);
    return read();
  }

  private void await(Predicate<List<String>> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.test(read())) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "waited in vain: " + read() + " " + Files.readString(folder.resolve("log")));
      }
      Thread.sleep(10);
    }
  }

  private List<String> read() throws IOException {
    Path out = folder.resolve("out");
    return Files.exists(out) ? Files.readAllLines(out) : List.of();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
