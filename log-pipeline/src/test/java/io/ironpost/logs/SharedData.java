package io.ironpost.logs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the data shared by all checkouts is: `IRONPOST_SHARED_DATA`, or `../shared/data` beside
/// the repository. It is not part of the repository; tests on it are skipped where it is absent.
final class SharedData {
  private SharedData() {}

  static Path folder() {
    Optional<String> named = Optional.ofNullable(System.getenv("IRONPOST_SHARED_DATA"));
    if (named.isPresent()) {
      return Path.of(named.get());
    }
    Path here = Path.of("").toAbsolutePath();
    while (here.getParent() != null && !Files.isDirectory(here.resolve("../shared/data"))) {
      here = here.getParent();
    }
    return here.resolve("../shared/data").normalize();
  }
}
