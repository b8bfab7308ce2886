package io.ironpost.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/// Completion scripts, made from the same specifications that parse the command line.
///
/// Short scripts of our own: picocli's run to hundreds of lines of bash and know no fish. Words of
/// commands and options are completed, everything else as a file.
final class Completion {
  private Completion() {}

  /// A command's words and its options.
  private record Words(String command, List<Option> options) {}

  private record Option(String name, String description) {}

  private static List<Words> all() {
    return CommandList.ALL.stream().map(entry -> new Words(entry.name(), options(entry))).toList();
  }

  private static List<Option> options(CommandList.Entry entry) {
    List<Option> options = new ArrayList<>();
    for (OptionSpec option : Program.commandLine(entry).getCommandSpec().options()) {
      String text = option.description().length == 0 ? "" : option.description()[0];
      String sentence = text.replace("'", "").replaceAll("\\. .*", "");
      options.add(new Option(option.longestName(), sentence));
    }
    return options;
  }

  static String bash() {
    StringBuilder text = new StringBuilder();
    text.append("# bash completion for ironpost; made by `ironpost completion bash`\n");
    text.append("_ironpost() {\n");
    text.append("  local word=${COMP_WORDS[COMP_CWORD]} words=\n");
    text.append("  case \"${COMP_WORDS[1]} ${COMP_WORDS[2]}\" in\n");
    for (Words words : all()) {
      String pattern = words.command().contains(" ") ? "'%s'" : "'%s '*";
      text.append("    ").append(pattern.formatted(words.command())).append(") words='");
      text.append(String.join(" ", words.options().stream().map(Option::name).toList()));
      text.append("' ;;\n");
    }
    text.append("  esac\n");
    text.append("  if [ \"$COMP_CWORD\" = 1 ]; then words='");
    text.append(String.join(" ", CommandList.firstWords())).append(" --help --version'\n");
    text.append("  elif [ \"$COMP_CWORD\" = 2 ]; then case ${COMP_WORDS[1]} in\n");
    for (String group : groups()) {
      text.append("    ").append(group).append(") words='").append(seconds(group));
      text.append("' ;;\n");
    }
    text.append("    esac\n  fi\n");
    text.append("  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n");
    text.append("}\ncomplete -o default -F _ironpost ironpost\n");
    return text.toString();
  }

  static String zsh() {
    return """
    # zsh completion for ironpost; made by `ironpost completion zsh`
    autoload -U +X compinit && compinit
    autoload -U +X bashcompinit && bashcompinit
    """
        + bash()
            .replace("  mapfile -t COMPREPLY < <(compgen", "  COMPREPLY=($(compgen")
            .replace("-- \"$word\")\n", "-- \"$word\"))\n");
  }

  static String fish() {
    StringBuilder text = new StringBuilder();
    text.append("# fish completion for ironpost; made by `ironpost completion fish`\n");
    String first = String.join(" ", CommandList.firstWords());
    for (String word : CommandList.firstWords()) {
      text.append("complete -c ironpost -n 'not __fish_seen_subcommand_from ").append(first);
      text.append("' -a ").append(word).append('\n');
    }
    for (String group : groups()) {
      String second = seconds(group);
      text.append("complete -c ironpost -f -n '__fish_seen_subcommand_from ").append(group);
      text.append("; and not __fish_seen_subcommand_from ").append(second).append("' -a '");
      text.append(second).append("'\n");
    }
    for (Words words : all()) {
      String seen =
          String.join(
              "; and ",
              List.of(words.command().split(" ", -1)).stream()
                  .map("__fish_seen_subcommand_from "::concat)
                  .toList());
      for (Option option : words.options()) {
        text.append("complete -c ironpost -n '").append(seen).append("' -l ");
        text.append(option.name().substring(2)).append(" -d '").append(option.description());
        text.append("'\n");
      }
    }
    return text.toString();
  }

  private static List<String> groups() {
    return CommandList.firstWords().stream().filter(w -> !CommandList.group(w).isEmpty()).toList();
  }

  private static String seconds(String group) {
    return String.join(
        " ", CommandList.group(group).stream().map(e -> e.name().split(" ", -1)[1]).toList());
  }
}
