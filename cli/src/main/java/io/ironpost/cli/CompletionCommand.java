package io.ironpost.cli;

import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// `ironpost completion bash|zsh|fish`.
@CommandLine.Command(
    description = {
      "Prints a completion script for a shell.",
      "",
      "  bash   source <(ironpost completion bash)",
      "  zsh    source <(ironpost completion zsh)",
      "  fish   ironpost completion fish | source"
    })
final class CompletionCommand implements Command {
  /// Shells there are scripts for.
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private Shell shell = Shell.BASH;

  @Override
  public Exit run(Terminal terminal) {
    terminal.out(
        switch (shell) {
          case BASH -> Completion.bash();
          case ZSH -> Completion.zsh();
          case FISH -> Completion.fish();
        });
    return Exit.CLEAN;
  }
}
