package io.ironpost.cli.doctor;

import io.ironpost.cli.output.SafeText;
import io.ironpost.core.config.Config;
import io.ironpost.core.config.Key;
import io.ironpost.daemon.config.GeneralKeys;
import io.ironpost.daemon.config.LogPipelineKeys;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What can be seen of a host without a daemon: whether one could run here.
final class HostChecks {
  /// Less, and a burst of alerts fills the disk.
  private static final long LITTLE_ROOM = 256L << 20;

  private static final int FIRST_FREE_PORT = 1_024;

  private final Config config;
  private final Path dataDir;

  HostChecks(Config config, Path dataDir) {
    this.config = config;
    this.dataDir = dataDir;
  }

  /// True of a running daemon and of none.
  List<Finding> always() {
    List<Finding> found = new ArrayList<>();
    room(found);
    return found;
  }

  /// What would keep a daemon from starting.
  List<Finding> beforeStart() {
    List<Finding> found = new ArrayList<>();
    folder(found);
    files(found);
    if (config.get(LogPipelineKeys.ENABLED)
        && config.get(LogPipelineKeys.SOURCES).contains("syslog")) {
      port(LogPipelineKeys.SYSLOG_BIND, "log_pipeline.syslog_bind", Transport.UDP, found);
      port(LogPipelineKeys.SYSLOG_TCP_BIND, "log_pipeline.syslog_tcp_bind", Transport.TCP, found);
      port(LogPipelineKeys.TLS_BIND, "log_pipeline.syslog.tls_bind", Transport.TCP, found);
    }
    if (config.get(GeneralKeys.METRICS_ENABLED)) {
      String address =
          config.get(GeneralKeys.METRICS_ADDRESS) + ":" + config.get(GeneralKeys.METRICS_PORT);
      port(address, "metrics.port", Transport.TCP, found);
    }
    return found;
  }

  private enum Transport {
    UDP,
    TCP
  }

  private void room(List<Finding> found) {
    if (!Files.isDirectory(dataDir)) {
      return;
    }
    try {
      long room = Files.getFileStore(dataDir).getUsableSpace();
      if (room < LITTLE_ROOM) {
        found.add(
            Finding.error(
                "The disk of the data folder is nearly full: alerts cannot be kept.",
                "%s left at %s".formatted(Sizes.about(room), SafeText.of(dataDir.toString())),
                "Make room, or lower spool.max_size and log_pipeline.storage.max_size"));
      }
    } catch (IOException _) {
      // what cannot be asked is not known to be wrong
    }
  }

  private void folder(List<Finding> found) {
    Path there = dataDir.toAbsolutePath();
    while (there.getParent() != null && Files.notExists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      found.add(
          Finding.error(
              "State cannot be kept: the data folder is not writable for this user.",
              "%s, as user %s"
                  .formatted(
                      SafeText.of(there.toString()), SafeText.of(System.getProperty("user.name"))),
              "general.data_dir to a folder of yours, or run as the user who owns it"));
    }
  }

  private void files(List<Finding> found) {
    if (!config.get(LogPipelineKeys.SOURCES).contains("file")) {
      return;
    }
    for (String path : config.get(LogPipelineKeys.WATCH_PATHS)) {
      if (!path.contains("*") && Files.exists(Path.of(path)) && !Files.isReadable(Path.of(path))) {
        found.add(
            Finding.error(
                "A file that is to be followed may not be read by this user.",
                SafeText.of(path),
                "`usermod -aG adm USER` on Debian, or take it out of log_pipeline.watch_paths"));
      }
    }
  }

  private void port(Key<String> key, String name, Transport transport, List<Finding> found) {
    port(config.get(key), name, transport, found);
  }

  /// Tries it, as the daemon would, and lets go.
  private static void port(String address, String name, Transport transport, List<Finding> found) {
    int colon = address.lastIndexOf(':');
    if (colon < 0) {
      return; // empty: nowhere
    }
    int port = Integer.parseInt(address.substring(colon + 1));
    try {
      String host = address.substring(0, colon).replace("[", "").replace("]", "");
      InetSocketAddress place = new InetSocketAddress(InetAddress.getByName(host), port);
      switch (transport) {
        case UDP -> new DatagramSocket(place).close();
        case TCP -> {
          try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(place);
          }
        }
      }
    } catch (IOException e) {
      found.add(
          Finding.error(
              "Ironpost could not listen at %s.".formatted(name),
              "%s %s: %s"
                  .formatted(
                      transport.name().toLowerCase(Locale.ROOT),
                      SafeText.of(address),
                      SafeText.of(String.valueOf(e.getMessage()))),
              advice(name, port, String.valueOf(e.getMessage()))));
    }
  }

  /// By the words of strerror(3), all that Java passes on.
  private static String advice(String name, int port, String why) {
    if (why.contains("Permission denied") && port < FIRST_FREE_PORT) {
      return "%s to a port from 1024 on, as %d, or give it CAP_NET_BIND_SERVICE"
          .formatted(name, 1_000 + port);
    }
    return why.contains("already in use")
        ? "`ss -lnp sport = :%d` names who has it; end that, or change %s".formatted(port, name)
        : "Change " + name;
  }
}
