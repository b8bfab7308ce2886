package io.ironpost.daemon.setup;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Looks at the host it runs on. Reads only; what cannot be looked at is as if it were not there.
public final class HostScan {
  /// Files and patterns under which Debian, Red Hat, SUSE, Alpine and their usual servers log what
  /// the built-in rules can read. The more telling come first: `auth.log` before `syslog`, since
  /// rsyslog on Debian writes authentication to both and the first one named wins nothing but
  /// attention.
  private static final List<String> KNOWN_LOGS =
      List.of(
          "/var/log/auth.log",
          "/var/log/secure",
          "/var/log/syslog",
          "/var/log/messages",
          "/var/log/kern.log",
          "/var/log/audit/audit.log",
          "/var/log/cron",
          "/var/log/mail.log",
          "/var/log/maillog",
          "/var/log/exim4/mainlog",
          "/var/log/ufw.log",
          "/var/log/nginx/*.log",
          "/var/log/apache2/*.log",
          "/var/log/httpd/*_log",
          "/var/log/postgresql/*.log",
          "/var/log/mysql/*.log");

  private static final List<String> CONTAINER_LOGS =
      List.of("/var/lib/docker/containers/*/*-json.log", "/var/log/pods/**/*.log");

  private static final List<String> ENGINE_SOCKETS =
      List.of("/var/run/docker.sock", "/run/podman/podman.sock");

  private static final String SYSLOG_PORT_HEX = ":0202"; // 514

  private final Path root;
  private final Map<String, String> environment;

  /// @param root where the file system begins, `/` but in tests
  public HostScan(Path root, Map<String, String> environment) {
    this.root = root;
    this.environment = Map.copyOf(environment);
  }

  public HostFacts facts() {
    return new HostFacts(
        "root".equals(System.getProperty("user.name")),
        environment.getOrDefault("HOME", ""),
        KNOWN_LOGS.stream().filter(log -> has(log, Files::isReadable)).toList(),
        KNOWN_LOGS.stream().filter(log -> has(log, file -> !Files.isReadable(file))).toList(),
        hasJournal(),
        CONTAINER_LOGS.stream().filter(this::hasFolderOf).toList(),
        ENGINE_SOCKETS.stream().filter(socket -> Files.exists(at(socket))).toList(),
        interfaces(),
        route().map(route -> route[0]).findFirst().orElse(""),
        isSyslogPortTaken(),
        sshPeer(),
        route().map(route -> address(route[2])).distinct().toList(),
        resolvers());
  }

  private Path at(String absolute) {
    return root.resolve(absolute.substring(1));
  }

  /// Whether a path, or any file that a pattern in its last part names, is there and is so.
  private boolean has(String pattern, Predicate<Path> so) {
    Path path = at(pattern);
    if (!pattern.contains("*")) {
      return Files.isRegularFile(path) && so.test(path);
    }
    Path folder = path.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return false;
    }
    String name = String.valueOf(path.getFileName());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name)) {
      for (Path file : files) {
        if (Files.isRegularFile(file) && so.test(file)) {
          return true;
        }
      }
    } catch (IOException _) {
      // not to be looked into: the same as nothing there
    }
    return false;
  }

  private boolean hasFolderOf(String pattern) {
    return Files.isReadable(at(pattern.substring(0, pattern.indexOf("/*"))));
  }

  private boolean hasJournal() {
    boolean kept =
        Stream.of("/var/log/journal", "/run/log/journal").anyMatch(p -> Files.isReadable(at(p)));
    boolean reader =
        Stream.of("/usr/bin/journalctl", "/bin/journalctl").anyMatch(p -> Files.exists(at(p)));
    return kept && reader;
  }

  private static List<String> interfaces() {
    List<String> names = new ArrayList<>();
    try {
      for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
        if (one.isUp() && !one.isLoopback()) {
          names.add(one.getName());
        }
      }
    } catch (SocketException _) {
      // none to be seen
    }
    return names;
  }

  /// Default routes of IPv4: interface, destination, gateway and more (proc(5), `net/route`).
  private Stream<String[]> route() {
    return lines("/proc/net/route").stream()
        .map(line -> line.split("\\s+"))
        .filter(words -> words.length > 2 && words[1].equals("00000000"));
  }

  /// The kernel prints the address as a number in its own byte order.
  private static String address(String hex) {
    try {
      int number = Integer.reverseBytes(HexFormat.fromHexDigits(hex));
      return "%d.%d.%d.%d"
          .formatted(number >>> 24, number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  private boolean isSyslogPortTaken() {
    return Stream.of("/proc/net/udp", "/proc/net/udp6")
        .flatMap(file -> lines(file).stream())
        .map(line -> line.strip().split("\\s+"))
        .anyMatch(words -> words.length > 1 && words[1].endsWith(SYSLOG_PORT_HEX));
  }

  /// sshd(8) says `client-address client-port server-address server-port`.
  private String sshPeer() {
    return environment.getOrDefault("SSH_CONNECTION", "").split(" ", -1)[0];
  }

  private List<String> resolvers() {
    return lines("/etc/resolv.conf").stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 1 && words[0].equals("nameserver"))
        .map(words -> words[1])
        .toList();
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(at(file));
    } catch (IOException _) {
      return List.of();
    }
  }
}
