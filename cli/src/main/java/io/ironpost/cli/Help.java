package io.ironpost.cli;

import java.util.List;
import picocli.CommandLine;

/// Texts of help.
final class Help {
  private Help() {}

  static String overview() {
    return """
    Ironpost reads logs, judges them by Sigma rules and shows who did what, with the lines that
    prove it.

      ironpost try /var/log/auth.log    one look, no configuration

    """
        + list(CommandList.ALL)
        + """

        `ironpost COMMAND --help` explains one command; `ironpost --version` says which Ironpost this is.
        Exit codes: 0 clean, 1 findings (--fail-on) or failed tests, 2 usage, rule or configuration
        problem, 3 daemon not reachable, 4 could not do it.
        """;
  }

  static String list(List<CommandList.Entry> entries) {
    int width = entries.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (CommandList.Entry entry : entries) {
      text.append("  ").append(entry.name());
      text.repeat(' ', width - entry.name().length() + 3).append(entry.summary()).append('\n');
    }
    return text.toString();
  }

  static String of(CommandLine line) {
    var usage = line.getCommandSpec().usageMessage();
    usage.description(String.join(" ", usage.description())); // folded as one paragraph
    return line.getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  /// What picocli found wrong, as a sentence.
  static String sentence(CommandLine.ParameterException e) {
    String message = String.valueOf(e.getMessage());
    return message.endsWith(".") ? message : message + ".";
  }
}
