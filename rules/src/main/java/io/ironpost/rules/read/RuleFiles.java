package io.ironpost.rules.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Finds rule files.
final class RuleFiles {
  /// A rule tree is some levels deep; links could lead in circles.
  private static final int MAX_DEPTH = 32;

  /// A file to read.
  ///
  /// @param idBase the path below the folder that was asked for, without extension
  record RuleFile(Path path, String idBase) {}

  private RuleFiles() {}

  /// The file itself, or all rule files in the folder, in the order of their names.
  static List<RuleFile> under(Path root) {
    if (!Files.isDirectory(root)) {
      String name = String.valueOf(root.getFileName());
      return List.of(new RuleFile(root, RuleReader.idBase(name)));
    }
    List<RuleFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(root, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      paths
          .filter(RuleFiles::isRule)
          .sorted()
          .forEach(path -> files.add(new RuleFile(path, idBase(root, path))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static boolean isRule(Path path) {
    String name = path.getFileName().toString();
    boolean yaml = name.endsWith(".yml") || name.endsWith(".yaml");
    boolean test = name.endsWith(".test.yml") || name.endsWith(".test.yaml");
    return yaml && !test && !name.startsWith(".") && Files.isRegularFile(path);
  }

  private static String idBase(Path root, Path path) {
    return RuleReader.idBase(root.relativize(path).toString().replace('\\', '/'));
  }
}
