package io.ironpost.cli;

import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.ReaderGone;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.NearestName;
import io.ironpost.daemon.control.DaemonUnreachableException;
import io.ironpost.daemon.engine.UnusableFileException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/// Finds the command, runs it, and turns whatever happens into an exit code.
final class Program {
  private final Terminal terminal;

  Program(Terminal terminal) {
    this.terminal = terminal;
  }

  int run(List<String> arguments) {
    try {
      Exit exit = dispatch(arguments);
      terminal.flush();
      return exit.code();
    } catch (ReaderGone _) {
      return Exit.CLEAN.code();
    } catch (Refusal refusal) {
      complain(refusal.said());
      return quietFlush(refusal.exit());
    } catch (DaemonUnreachableException e) {
      complain(SafeText.of(String.valueOf(e.getMessage())));
      return quietFlush(Exit.UNREACHABLE);
    } catch (UnusableFileException e) {
      complain(SafeText.of(String.valueOf(e.getMessage())));
      return quietFlush(Exit.PROBLEM);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      complain("interrupted");
      return quietFlush(Exit.FAILED);
    } catch (RuntimeException | Error fault) {
      complain("a fault of Ironpost, not of yours: " + fault);
      terminal.say("Please report it with the command line and this:");
      fault.printStackTrace(); // the one place where a stack trace is for the reader
      return quietFlush(Exit.FAILED);
    }
  }

  private int quietFlush(Exit exit) {
    try {
      terminal.flush();
    } catch (ReaderGone | Refusal _) {
      // the message was for another reader
    }
    return exit.code();
  }

  private Exit dispatch(List<String> arguments) throws InterruptedException {
    if (arguments.isEmpty()) {
      terminal.say(Help.overview());
      return Exit.PROBLEM;
    }
    switch (arguments.getFirst()) {
      case "--version", "-V" -> terminal.line(Version.line());
      case "--help", "-h", "help" -> terminal.out(help(arguments));
      default -> {
        return call(arguments);
      }
    }
    return Exit.CLEAN;
  }

  private static String help(List<String> arguments) {
    Optional<CommandList.Entry> about = CommandList.called(arguments.subList(1, arguments.size()));
    return about.map(entry -> Help.of(commandLine(entry))).orElseGet(Help::overview);
  }

  private Exit call(List<String> arguments) throws InterruptedException {
    Optional<CommandList.Entry> entry = CommandList.called(arguments);
    if (entry.isEmpty()) {
      return notThere(arguments);
    }
    StandardOptions standard = new StandardOptions();
    CommandLine line = commandLine(entry.get(), standard);
    int words = entry.get().name().split(" ", -1).length;
    try {
      line.parseArgs(arguments.subList(words, arguments.size()).toArray(new String[0]));
    } catch (CommandLine.ParameterException e) {
      complain(SafeText.of(Help.sentence(e)));
      terminal.say("`ironpost %s --help` shows what it takes.".formatted(entry.get().name()));
      return Exit.PROBLEM;
    }
    terminal.color(standard.color());
    if (standard.help()) {
      terminal.out(Help.of(line));
      return Exit.CLEAN;
    }
    return ((Command) line.getCommand()).run(terminal);
  }

  /// A command's parser, for its help and its completion.
  static CommandLine commandLine(CommandList.Entry entry) {
    return commandLine(entry, new StandardOptions());
  }

  private static CommandLine commandLine(CommandList.Entry entry, StandardOptions standard) {
    CommandLine line = new CommandLine(CommandList.create(entry.name()));
    line.addMixin("standard", standard);
    line.setCommandName("ironpost " + entry.name());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    // `try *` names whatever lies in the folder: a file `@x` must not become a list of options.
    line.setExpandAtFiles(false);
    line.setUsageHelpAutoWidth(false);
    return line;
  }

  private Exit notThere(List<String> arguments) {
    String word = arguments.getFirst();
    List<CommandList.Entry> group = CommandList.group(word);
    if (!group.isEmpty()) {
      boolean asked = arguments.size() > 1 && List.of("--help", "-h").contains(arguments.get(1));
      return asked ? groupHelp(group) : notInGroup(word, group, arguments);
    }
    String hint =
        NearestName.to(word, CommandList.firstWords())
            .map(name -> " Did you mean `ironpost " + name + "`?")
            .orElse(" `ironpost --help` lists the commands.");
    complain("there is no command `" + SafeText.of(word) + "`." + hint);
    return Exit.PROBLEM;
  }

  private Exit groupHelp(List<CommandList.Entry> group) {
    terminal.out(Help.list(group));
    return Exit.CLEAN;
  }

  private Exit notInGroup(String word, List<CommandList.Entry> group, List<String> arguments) {
    if (arguments.size() > 1) {
      complain(
          "there is no command `" + SafeText.of(word + " " + arguments.get(1)) + "`. There are:");
    } else {
      complain("`" + word + "` needs one word more:");
    }
    terminal.say(Help.list(group).stripTrailing());
    return Exit.PROBLEM;
  }

  private void complain(String message) {
    terminal.say(terminal.styledSaid(Style.BAD, "ironpost:") + " " + message);
  }
}
