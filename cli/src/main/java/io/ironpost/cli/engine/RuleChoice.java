package io.ironpost.cli.engine;

import io.ironpost.rules.read.ReadOptions;
import io.ironpost.rules.read.RuleCollection;
import io.ironpost.rules.read.RuleLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Which rules to load.
///
/// @param builtIn whether the rules that come with Ironpost are among them
/// @param paths the user's own files and folders
/// @param placeholders values for `|expand`
public record RuleChoice(
    boolean builtIn, List<Path> paths, Map<String, List<String>> placeholders) {
  public RuleChoice {
    paths = List.copyOf(paths);
  }

  /// Only what comes with Ironpost.
  public static RuleChoice builtInOnly() {
    return new RuleChoice(true, List.of(), Map.of());
  }

  public RuleCollection load() {
    return new RuleLoader(new ReadOptions(placeholders))
        .load(builtIn ? BuiltIn.rules() : Map.of(), paths);
  }
}
