package io.ironpost.ebpf.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Processes as `/proc` shows them (proc(5)): those that ran before the kernel began to tell, and
/// parents whose beginning was lost.
///
/// A process rewrites its command line here and may have ended meanwhile, which is why this is the
/// second source and never the first.
final class ProcFiles {
  private static final int MAX_STAT_BYTES = 4_096;
  private static final int MAX_CGROUP_BYTES = 16_384;

  /// Fields of `stat` behind the name, which may hold anything, closing parentheses included.
  private static final int PARENT_FIELD = 1;

  private static final int START_FIELD = 19;

  private final Path proc;

  ProcFiles(Path proc) {
    this.proc = proc;
  }

  /// Numbers of all processes there are.
  List<Integer> all() {
    List<Integer> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[1-9]*")) {
      for (Path entry : entries) {
        number(entry.getFileName().toString()).ifPresent(found::add);
      }
    } catch (IOException _) {
      return found; // without /proc nothing is known of those before; the kernel tells of the rest
    }
    return found;
  }

  private static Optional<Integer> number(String digits) {
    try {
      return Optional.of(Integer.parseInt(digits));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// Empty when it has ended.
  Optional<TracedProcess> read(int pid) {
    Path folder = proc.resolve(Integer.toString(pid));
    String stat = text(folder.resolve("stat"), MAX_STAT_BYTES);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    if (fields.length <= START_FIELD) {
      return Optional.empty();
    }
    try {
      int parent = Integer.parseInt(fields[PARENT_FIELD]);
      long start = Long.parseLong(fields[START_FIELD]);
      byte[] command = bytes(folder.resolve("cmdline"), ProcessTable.MAX_KEPT_COMMAND);
      return Optional.of(
          new TracedProcess(
              pid,
              start,
              parent,
              startOf(parent),
              image(folder, stat),
              new byte[0],
              command(command),
              place(folder)));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private long startOf(int pid) {
    String stat = text(proc.resolve(Integer.toString(pid)).resolve("stat"), MAX_STAT_BYTES);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    return fields.length > START_FIELD ? Long.parseLong(fields[START_FIELD]) : -1;
  }

  /// The program's path; its name alone where that is not to be had: kernel threads have no
  /// program, and others' may need CAP_SYS_PTRACE.
  private static byte[] image(Path folder, String stat) {
    try {
      String target = Files.readSymbolicLink(folder.resolve("exe")).toString();
      String gone = " (deleted)";
      String path =
          target.endsWith(gone) ? target.substring(0, target.length() - gone.length()) : target;
      return JsonLine.escaped(path.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      int from = stat.indexOf('(') + 1;
      String name = stat.substring(from, Math.max(from, stat.lastIndexOf(')')));
      return JsonLine.escaped(name.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static byte[] command(byte[] arguments) {
    return CommandLine.escaped(arguments, 0, arguments.length);
  }

  private static byte[] place(Path folder) {
    return Place.of(cgroup(text(folder.resolve("cgroup"), MAX_CGROUP_BYTES)));
  }

  /// The path that says most: version 2's unless it is the root there, else that of a controller
  /// (cgroups(7), "/proc/pid/cgroup").
  static byte[] cgroup(String lines) {
    String best = "/";
    for (String line : lines.split("\n")) {
      String[] parts = line.split(":", 3);
      boolean known = parts.length == 3 && (parts[1].isEmpty() || Place.V1.equals(parts[1]));
      if (known && parts[2].length() > best.length()) {
        best = parts[2];
      }
    }
    return best.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(Path file, int most) {
    return new String(bytes(file, most), StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(Path file, int most) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(most);
    } catch (IOException _) {
      return new byte[0]; // it ended between two looks
    }
  }
}
