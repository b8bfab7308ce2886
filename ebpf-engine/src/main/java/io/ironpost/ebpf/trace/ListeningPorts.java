package io.ironpost.ebpf.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Who listens on which port already when the trace begins: long-running servers, whose connections
/// matter most, began to listen before.
///
/// Sockets are in `/proc/PID/net/tcp` with their inode, and inodes in `/proc/PID/fd` (proc(5)), so
/// all descriptors have to be looked at; that ends after [#PATIENCE]. Whose are not found is told
/// without a program.
final class ListeningPorts {
  /// Some 100,000 descriptors can be looked at in this time, and some thousands on a crowded
  /// machine; nothing else waits for it but the trace.
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /// Network namespaces looked at: about as many containers.
  static final int MAX_NAMESPACES = 256;

  /// Sockets of one namespace that are read through; a busy proxy has as many connections.
  private static final int MAX_SOCKETS = 100_000;

  private static final String LISTENING = "0A"; // TCP_LISTEN, include/net/tcp_states.h
  private static final int LOCAL_COLUMN = 1;
  private static final int STATE_COLUMN = 3;
  private static final int INODE_COLUMN = 9;

  private final Path proc;
  private final LongSupplier nanoTime;

  /// Ports by the inode of their socket, in each namespace met.
  private final Map<Integer, Map<Long, Integer>> sockets = new HashMap<>();

  private final Map<Port, Actor> found = new HashMap<>();

  ListeningPorts(Path proc, LongSupplier nanoTime) {
    this.proc = proc;
    this.nanoTime = nanoTime;
  }

  Map<Port, Actor> read(List<TracedProcess> processes) {
    long end = nanoTime.getAsLong() + PATIENCE.toNanos();
    for (TracedProcess process : processes) {
      if (nanoTime.getAsLong() - end > 0) {
        break;
      }
      Path folder = proc.resolve(Integer.toString(process.pid()));
      namespace(folder).ifPresent(netns -> look(process, folder, netns));
    }
    return found;
  }

  private static Optional<Integer> namespace(Path folder) {
    return inode(folder.resolve("ns/net"), "net:[").map(Long::intValue);
  }

  /// The number in a link such as `socket:[4711]`.
  private static Optional<Long> inode(Path link, String kind) {
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith(kind) && target.endsWith("]")
          ? Optional.of(Long.parseLong(target.substring(kind.length(), target.length() - 1)))
          : Optional.empty();
    } catch (IOException | NumberFormatException _) {
      return Optional.empty(); // it has ended, or is another's and CAP_SYS_PTRACE is missing
    }
  }

  private void look(TracedProcess process, Path folder, int netns) {
    if (!sockets.containsKey(netns) && sockets.size() < MAX_NAMESPACES) {
      sockets.put(netns, listening(folder));
    }
    Map<Long, Integer> ports = sockets.getOrDefault(netns, Map.of());
    if (ports.isEmpty()) {
      return;
    }
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        inode(descriptor, "socket:[")
            .map(ports::get)
            .ifPresent(port -> found.put(new Port(netns, port), owner(process, folder, netns)));
      }
    } catch (IOException | DirectoryIteratorException _) {
      // it has ended meanwhile
    }
  }

  private static Map<Long, Integer> listening(Path folder) {
    Map<Long, Integer> ports = new HashMap<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      try (BufferedReader lines =
          Files.newBufferedReader(folder.resolve(table), StandardCharsets.ISO_8859_1)) {
        lines.lines().skip(1).limit(MAX_SOCKETS).forEach(line -> add(line, ports));
      } catch (IOException | UncheckedIOException _) {
        // no IPv6 here, or it has ended
      }
    }
    return ports;
  }

  /// `0: 0100007F:1F90 00000000:0000 0A … 4711 …`
  static void add(String line, Map<Long, Integer> ports) {
    String[] columns = line.strip().split(" +");
    if (columns.length <= INODE_COLUMN || !columns[STATE_COLUMN].equals(LISTENING)) {
      return;
    }
    String local = columns[LOCAL_COLUMN];
    try {
      int port = Integer.parseInt(local.substring(local.indexOf(':') + 1), 16);
      ports.put(Long.parseLong(columns[INODE_COLUMN]), port);
    } catch (NumberFormatException _) {
      // not a line of this table
    }
  }

  private static Actor owner(TracedProcess process, Path folder, int netns) {
    int uid = uid(folder);
    return new Actor(
        0,
        process.pid(),
        process.startTicks(),
        process.parent(),
        process.parentTicks(),
        uid,
        uid,
        UserNames.NOBODY_KNOWN,
        netns,
        0,
        process.name());
  }

  private static int uid(Path folder) {
    try {
      return Files.getAttribute(folder, "unix:uid") instanceof Integer uid
          ? uid
          : UserNames.NOBODY_KNOWN;
    } catch (IOException _) {
      return UserNames.NOBODY_KNOWN;
    }
  }
}
