package io.ironpost.bpf.asm;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Where the text of Java source lines comes from. A release has no sources at hand; then the
/// method's name stands for the line. The only thing here that looks at a disk, and only when
/// asked.
@FunctionalInterface
public interface SourceText {
  /// The line without its indentation; empty where it is not known.
  String of(SourceLine line);

  /// Sources lying under folders as a compiler wants them: `root/io/ironpost/…/XdpGuard.java`.
  static SourceText under(List<Path> roots) {
    Map<String, List<String>> files = new ConcurrentHashMap<>();
    return at -> {
      List<String> lines = files.computeIfAbsent(at.path(), path -> read(roots, path));
      return at.line() >= 1 && at.line() <= lines.size() ? lines.get(at.line() - 1).strip() : "";
    };
  }

  private static List<String> read(List<Path> roots, String relative) {
    for (Path root : roots) {
      Path file = root.resolve(relative);
      if (Files.isRegularFile(file)) {
        return readAll(file);
      }
    }
    return List.of();
  }

  private static List<String> readAll(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (MalformedInputException _) {
      return List.of(); // not UTF-8: nothing to show
    } catch (IOException _) {
      return List.of(); // the text is a convenience; a program loads without it
    }
  }
}
