package io.ironpost.rules.read;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds SigmaHQ's rules, which are not part of the repository.
final class SharedData {
  private SharedData() {}

  /// The folder; a test that asks is skipped where it is not there.
  static Path sigmaRules() {
    Path here = Path.of("").toAbsolutePath();
    Stream<Path> named =
        Optional.ofNullable(System.getenv("IRONPOST_SHARED_DATA")).map(Path::of).stream();
    Stream<Path> above =
        Stream.iterate(here, dir -> dir != null, Path::getParent)
            .map(dir -> dir.resolveSibling("shared").resolve("data"));
    Optional<Path> rules =
        Stream.concat(named, above)
            .map(data -> data.resolve("sigma-rules"))
            .filter(Files::isDirectory)
            .findFirst();
    assumeTrue(rules.isPresent(), "needs SigmaHQ's rules: IRONPOST_SHARED_DATA or ../shared/data");
    return rules.orElseThrow();
  }
}
