package io.ironpost.cli.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// A short text that is the same as long as the program and the rule files are: names, sizes and
/// times of last change, not contents, for those would have to be read.
final class RuleFingerprint {
  /// As deep as rules are looked for.
  private static final int MAX_DEPTH = 32;

  private final MessageDigest digest;

  private RuleFingerprint(MessageDigest digest) {
    this.digest = digest;
  }

  /// Empty when something cannot be looked at; then nothing is to be kept.
  static Optional<String> of(
      boolean builtIn, List<Path> paths, Map<String, List<String>> placeholders) {
    try {
      RuleFingerprint print = new RuleFingerprint(MessageDigest.getInstance("SHA-256"));
      print.text(builtIn + " " + new TreeMap<>(placeholders));
      print.program();
      for (Path path : paths) {
        print.files(path);
      }
      return Optional.of(HexFormat.of().formatHex(print.digest.digest(), 0, 16));
    } catch (IOException | NoSuchAlgorithmException _) {
      return Optional.empty();
    }
  }

  /// The jars or folders that the program runs from: they hold the built-in rules and the reader.
  private void program() throws IOException {
    for (String entry : System.getProperty("java.class.path", "").split(":", -1)) {
      Path path = Path.of(entry);
      if (Files.isRegularFile(path)) {
        file(path, Files.readAttributes(path, BasicFileAttributes.class));
      } else if (Files.isDirectory(path)) {
        files(path); // a development tree
      }
    }
  }

  private void files(Path root) throws IOException {
    text(root.toAbsolutePath().toString());
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            throw e; // also a circle of links: the reader has its own word for it
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            file(file, attributes);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void file(Path file, BasicFileAttributes attributes) {
    text(file.toString());
    digest.update(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(attributes.size())
            .putLong(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS))
            .array());
  }

  private void text(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
