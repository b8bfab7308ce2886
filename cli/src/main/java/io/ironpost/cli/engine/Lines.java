package io.ironpost.cli.engine;

import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.logs.collect.FileCollector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// A few lines to explain: given on the command line, or the first of a file, which may be
/// compressed.
///
/// @param source what they come from; `-` when it is no file
public record Lines(String source, List<String> lines) {
  private static final String STDIN = "-";

  public Lines {
    lines = List.copyOf(lines);
  }

  /// Finds out what is meant.
  ///
  /// @param what a file's name, `-`, or else the line itself
  /// @param most lines taken from a file
  public static Lines of(String what, InputStream stdin, int most) {
    try {
      if (what.equals(STDIN)) {
        return new Lines(STDIN, read(stdin, most));
      }
      if (isFile(what)) {
        try (InputStream in = Files.newInputStream(Path.of(what))) {
          return new Lines(what, read(in, most));
        }
      }
      return new Lines(STDIN, what.lines().limit(most).toList());
    } catch (IOException | RuntimeException e) { // zstd throws what it likes at damage
      throw new Refusal(
          Exit.FAILED,
          "cannot read %s: %s"
              .formatted(SafeText.of(what), SafeText.of(String.valueOf(e.getMessage()))),
          e);
    }
  }

  private static boolean isFile(String what) {
    try {
      return Files.isRegularFile(Path.of(what));
    } catch (InvalidPathException _) {
      return false;
    }
  }

  private static List<String> read(InputStream in, int most) throws IOException {
    InputStream unpacked = FileCollector.unpacked(in);
    return new BufferedReader(new InputStreamReader(unpacked, StandardCharsets.UTF_8))
        .lines()
        .filter(line -> !line.isBlank())
        .limit(most)
        .toList();
  }
}
