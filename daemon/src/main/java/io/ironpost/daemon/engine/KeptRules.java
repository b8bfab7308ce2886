package io.ironpost.daemon.engine;

import io.ironpost.rules.cache.BadCacheException;
import io.ironpost.rules.cache.RuleCache;
import io.ironpost.rules.read.RuleCollection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Rules as they were read the last time, in the user's cache folder: thousands of YAML files take
/// seconds to read, their compact form takes a tenth.
///
/// A kept set is named by the [Fingerprint] of what it was read from and of the program that read
/// it, so it is never wrong, only unused. Whatever goes wrong with it, the files are read as if
/// there were none.
final class KeptRules {
  /// Sets kept, the least lately written go first. A set of all of SigmaHQ has some megabytes.
  private static final int MOST_KEPT = 8;

  private static final String SUFFIX = ".rules";

  private final Path folder;

  private KeptRules(Path folder) {
    this.folder = folder;
  }

  /// In `$XDG_CACHE_HOME` or `$HOME/.cache` (XDG Base Directory Specification); empty when the
  /// environment names neither.
  static Optional<KeptRules> in(Map<String, String> environment) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    String home = environment.getOrDefault("HOME", "");
    if (cache.isEmpty() && home.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path base = cache.isEmpty() ? Path.of(home, ".cache") : Path.of(cache);
      return base.isAbsolute()
          ? Optional.of(new KeptRules(base.resolve("ironpost").resolve("rules")))
          : Optional.empty();
    } catch (InvalidPathException _) {
      return Optional.empty(); // a name that this locale cannot write
    }
  }

  /// The kept set of this name, or else what `reading` gives, which is kept.
  RuleCollection get(String name, Supplier<RuleCollection> reading) {
    Path file = folder.resolve(name + SUFFIX);
    try {
      return RuleCache.read(Files.readAllBytes(file));
    } catch (IOException | BadCacheException _) {
      RuleCollection read = reading.get();
      if (read.isComplete()) {
        keep(file, read);
      }
      return read;
    }
  }

  private void keep(Path file, RuleCollection rules) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path part = Files.createTempFile(folder, "part", ".tmp");
      Files.write(part, RuleCache.write(rules));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      forgetOld();
    } catch (IOException | UncheckedIOException | UnsupportedOperationException _) {
      // a full or read-only disk: the next start reads the files again
    }
  }

  private void forgetOld() throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      List<Path> newestFirst =
          found
              .filter(file -> file.toString().endsWith(SUFFIX))
              .sorted(Comparator.comparing(KeptRules::written).reversed())
              .toList();
      for (Path old :
          newestFirst.subList(Math.min(MOST_KEPT, newestFirst.size()), newestFirst.size())) {
        Files.deleteIfExists(old);
      }
    }
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException _) {
      return FileTime.fromMillis(0); // gone meanwhile
    }
  }
}
