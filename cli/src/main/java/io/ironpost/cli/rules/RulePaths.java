package io.ironpost.cli.rules;

import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Paths of rules as users name them.
final class RulePaths {
  private RulePaths() {}

  /// A path that is not there is a slip of the pen, and no clean run.
  static List<Path> existing(List<Path> paths) {
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new Refusal(Exit.PROBLEM, "there is no " + SafeText.of(path.toString()) + ".");
      }
    }
    return paths;
  }
}
