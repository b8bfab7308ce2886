package io.ironpost.cli.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/// What a host says about itself, as text.
final class HostText {
  /// Of `/proc`, what bears on receiving, reading and keeping logs (proc(5)).
  private static final List<String> FILES =
      List.of(
          "/proc/version",
          "/etc/os-release",
          "/proc/loadavg",
          "/proc/meminfo",
          "/proc/sys/net/core/rmem_max",
          "/proc/sys/fs/inotify/max_user_watches",
          "/proc/sys/fs/inotify/max_user_instances",
          "/proc/sys/fs/file-max",
          "/proc/net/snmp",
          "/sys/fs/cgroup/memory.max");

  private static final int MOST_BYTES = 20_000;

  private HostText() {}

  static String of(Path dataDir, long pid) {
    StringBuilder text = new StringBuilder();
    FILES.forEach(file -> add(file, text));
    if (pid > 0) {
      add("/proc/" + pid + "/limits", text);
      add("/proc/" + pid + "/status", text);
      add("/proc/" + pid + "/cgroup", text);
    }
    disk(dataDir, text);
    return text.toString();
  }

  private static void add(String file, StringBuilder text) {
    text.append("== ").append(file).append('\n');
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      // In large pieces: of a number below /proc/sys a second read gets nothing.
      byte[] read = in.readNBytes(MOST_BYTES);
      text.append(new String(read, StandardCharsets.ISO_8859_1)).append('\n');
    } catch (IOException e) {
      text.append("not readable: ").append(e).append('\n');
    }
  }

  private static void disk(Path dataDir, StringBuilder text) {
    text.append("== disk of ").append(dataDir).append('\n');
    try {
      var store = Files.getFileStore(dataDir);
      text.append(
          "%s, type %s: %,d of %,d bytes left%n"
              .formatted(
                  store.name(), store.type(), store.getUsableSpace(), store.getTotalSpace()));
    } catch (IOException e) {
      text.append("not readable: ").append(e).append('\n');
    }
  }

  /// The last lines of a log file.
  static String lastLines(Path file, int most) throws IOException {
    Deque<String> last = new ArrayDeque<>();
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      lines.forEach(line -> {
        last.addLast(line);
        if (last.size() > most) {
          last.removeFirst();
        }
      });
    }
    return String.join("\n", last) + "\n";
  }
}
