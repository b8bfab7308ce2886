package io.ironpost.daemon.engine;

import io.ironpost.rules.read.ReadOptions;
import io.ironpost.rules.read.RuleCollection;
import io.ironpost.rules.read.RuleLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /// The rules, kept from an earlier start where nothing has changed since. Reads the rules, or
  /// takes them as they were read the last time.
  ///
  /// @param environment says where the user's cache is
  public RuleCollection load(Map<String, String> environment, Instant now) {
    Optional<KeptRules> kept = KeptRules.in(environment);
    Optional<String> name = kept.isEmpty() ? Optional.empty() : Fingerprint.of(this, now);
    return kept.isPresent() && name.isPresent() ? kept.get().get(name.get(), this::read) : read();
  }

  private RuleCollection read() {
    return new RuleLoader(new ReadOptions(placeholders))
        .load(builtIn ? BuiltIn.rules() : Map.of(), paths);
  }
}
