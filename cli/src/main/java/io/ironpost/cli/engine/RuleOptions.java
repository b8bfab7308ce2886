package io.ironpost.cli.engine;

import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.engine.PlaceholderFile;
import io.ironpost.daemon.engine.RuleChoice;
import io.ironpost.rules.read.RuleCollection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Option;

/// `--rules` and `--no-builtin`, with the placeholders that rules may need.
public final class RuleOptions {
  @Option(
      names = "--rules",
      paramLabel = "PATH",
      description = "Rules of your own: a file or a folder. May be given more than once.")
  private List<Path> rules = List.of();

  @Option(names = "--no-builtin", description = "Leave out the rules that come with Ironpost.")
  private boolean withoutBuiltIn;

  @Option(
      names = "--placeholders",
      paramLabel = "FILE",
      description = "Values for the placeholders of |expand: a YAML map of names to lists.")
  private Path placeholders = Path.of("");

  /// The rules asked for; a path that is not there is refused at once.
  public RuleChoice choice() {
    for (Path path : rules) {
      if (!Files.exists(path)) {
        throw new Refusal(Exit.PROBLEM, "there is no " + SafeText.of(path.toString()) + ".");
      }
    }
    return new RuleChoice(!withoutBuiltIn, rules, PlaceholderFile.read(placeholders));
  }

  /// Loads the rules asked for.
  public RuleCollection load(Terminal terminal) {
    return choice().load(terminal.environment(), InstantSource.system().instant());
  }
}
