package io.ironpost.rules.read;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/// Finds rule files: a file that was named, or all rule files in a folder and below it, in the
/// order of their names. What cannot be looked into does not hide the rest.
final class RuleFiles extends SimpleFileVisitor<Path> {
  /// A rule tree is some levels deep.
  private static final int MAX_DEPTH = 32;

  /// A file to read.
  ///
  /// @param idBase the path below the folder that was asked for, without extension
  record RuleFile(Path path, String idBase) {}

  /// A file or folder that cannot be read, and why.
  record Unreadable(Path path, IOException cause) {}

  private final Path root;
  private final List<RuleFile> files = new ArrayList<>();
  private final List<Unreadable> unreadable = new ArrayList<>();

  private RuleFiles(Path root) {
    this.root = root;
  }

  static RuleFiles under(Path root) {
    RuleFiles found = new RuleFiles(root);
    if (Files.isDirectory(root)) {
      found.walk();
    } else {
      found.files.add(new RuleFile(root, RuleReader.idBase(nameOf(root))));
    }
    return found;
  }

  List<RuleFile> files() {
    return files;
  }

  List<Unreadable> unreadable() {
    return unreadable;
  }

  private void walk() {
    try {
      Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, this);
    } catch (IOException e) {
      unreadable.add(new Unreadable(root, e));
    }
    files.sort(Comparator.comparing(RuleFile::path));
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && isRule(nameOf(file))) {
      String below = root.relativize(file).toString().replace('\\', '/');
      files.add(new RuleFile(file, RuleReader.idBase(below)));
    }
    return FileVisitResult.CONTINUE;
  }

  /// A folder without permission, a link in a circle.
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException cause) {
    unreadable.add(new Unreadable(file, cause));
    return FileVisitResult.CONTINUE;
  }

  private static boolean isRule(String name) {
    boolean yaml = name.endsWith(".yml") || name.endsWith(".yaml");
    boolean test = name.endsWith(".test.yml") || name.endsWith(".test.yaml");
    return yaml && !test && !name.startsWith(".");
  }

  private static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }
}
