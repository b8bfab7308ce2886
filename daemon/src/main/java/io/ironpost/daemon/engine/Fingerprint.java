package io.ironpost.daemon.engine;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Names what a set of rules is read from: the program's own jars, the paths asked for, and of
/// every rule file its path, size and time of last change.
final class Fingerprint {
  /// A file may change twice within one tick of the file system's clock, and keep its size. Files
  /// this young are not trusted by their time alone (git calls them racy).
  private static final Duration YOUNG = Duration.ofSeconds(2);

  private static final int MAX_DEPTH = 32;

  private final List<String> facts = new ArrayList<>();
  private final Instant now;
  private boolean young;

  private Fingerprint(Instant now) {
    this.now = now;
  }

  /// The name for a choice of rules; empty when a file is too young or cannot be looked at.
  static Optional<String> of(RuleChoice choice, Instant now) {
    Fingerprint print = new Fingerprint(now);
    print.facts.add("built-in " + choice.builtIn());
    new TreeMap<>(choice.placeholders()).forEach((name, values) -> print.facts.add(name + values));
    try {
      for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
        print.addTree(Path.of(entry));
      }
      for (Path path : choice.paths()) {
        print.facts.add("path " + path);
        print.addTree(path);
      }
    } catch (IOException _) {
      return Optional.empty();
    }
    return print.young ? Optional.empty() : Optional.of(print.hash());
  }

  private void addTree(Path root) throws IOException {
    List<String> files = new ArrayList<>();
    Set<FileVisitOption> follow = EnumSet.of(FileVisitOption.FOLLOW_LINKS);
    Files.walkFileTree(
        root,
        follow,
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Instant changed = attributes.lastModifiedTime().toInstant();
            young |= changed.plus(YOUNG).isAfter(now);
            files.add(file + " " + attributes.size() + " " + changed);
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(files); // a folder's order is the file system's
    facts.addAll(files);
  }

  private String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String fact : facts) {
        digest.update(fact.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256 (java.security.MessageDigest)", e);
    }
  }
}
