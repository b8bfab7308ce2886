package io.ironpost.rules.lint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The lines that problems point into. Problems come file by file, so the last file is kept.
final class SourceLines {
  /// As the reader has it: nothing beyond is ever pointed at.
  private static final int MAX_BYTES = 10 * 1024 * 1024;

  private String file = "";
  private List<String> lines = List.of();

  /// Starts with a text that need not be on disk.
  void remember(String name, String text) {
    file = name;
    lines = text.lines().toList();
  }

  /// @param number from 1
  Optional<String> line(String name, int number) {
    if (!name.equals(file)) {
      remember(name, read(name));
    }
    return number >= 1 && number <= lines.size()
        ? Optional.of(lines.get(number - 1))
        : Optional.empty();
  }

  private static String read(String name) {
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException | IllegalArgumentException _) {
      return "";
    }
  }
}
