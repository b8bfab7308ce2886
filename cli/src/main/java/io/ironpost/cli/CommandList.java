package io.ironpost.cli;

import io.ironpost.cli.config.ConfigCheckCommand;
import io.ironpost.cli.config.ConfigSchemaCommand;
import io.ironpost.cli.config.ConfigShowCommand;
import io.ironpost.cli.daemon.AlertsAckCommand;
import io.ironpost.cli.daemon.AlertsListCommand;
import io.ironpost.cli.daemon.AlertsShowCommand;
import io.ironpost.cli.daemon.AlertsSilenceCommand;
import io.ironpost.cli.daemon.AlertsTailCommand;
import io.ironpost.cli.daemon.ReloadCommand;
import io.ironpost.cli.daemon.RunCommand;
import io.ironpost.cli.daemon.SetupCommand;
import io.ironpost.cli.daemon.StatusCommand;
import io.ironpost.cli.daemon.TapCommand;
import io.ironpost.cli.doctor.DoctorCommand;
import io.ironpost.cli.logs.LogsExplainCommand;
import io.ironpost.cli.net.NetStatsCommand;
import io.ironpost.cli.net.NetTopCommand;
import io.ironpost.cli.replay.ReplayCommand;
import io.ironpost.cli.replay.TryCommand;
import io.ironpost.cli.response.ActionsApproveCommand;
import io.ironpost.cli.response.ActionsDenyCommand;
import io.ironpost.cli.response.ActionsListCommand;
import io.ironpost.cli.response.ActionsShowCommand;
import io.ironpost.cli.response.ActionsUndoCommand;
import io.ironpost.cli.response.BlockCommand;
import io.ironpost.cli.response.BlocklistImportCommand;
import io.ironpost.cli.response.BlocklistListCommand;
import io.ironpost.cli.response.BlocklistRemoveCommand;
import io.ironpost.cli.response.UnblockCommand;
import io.ironpost.cli.rules.RulesCoverageCommand;
import io.ironpost.cli.rules.RulesExplainCommand;
import io.ironpost.cli.rules.RulesLintCommand;
import io.ironpost.cli.rules.RulesListCommand;
import io.ironpost.cli.rules.RulesTestCommand;
import io.ironpost.cli.spool.SpoolCheckCommand;
import io.ironpost.cli.spool.SpoolExportCommand;
import io.ironpost.cli.spool.SpoolShowCommand;
import io.ironpost.cli.support.SupportCommand;
import io.ironpost.cli.top.TopCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The commands there are. Adding one is a line in each of the two lists.
///
/// Only the command that was called is created: loading the classes of all of them costs more than
/// many a command takes (measured: 115 ms for all, 63 for one).
final class CommandList {
  /// @param name as called, `rules lint`
  /// @param summary one line for the list of commands
  record Entry(String name, String summary) {}

  static final List<Entry> ALL =
      List.of(
          new Entry("try", "Look at logs with the built-in rules: one shot, no configuration"),
          new Entry("replay", "Run recorded logs through the pipeline with rules of your choice"),
          new Entry("rules list", "List the rules that would be used"),
          new Entry("rules lint", "Check rule files: every problem, with line and caret"),
          new Entry("rules test", "Run the tests beside rules, or draft one from a log"),
          new Entry("rules explain", "Say why a rule does or does not match a line"),
          new Entry("rules coverage", "Show which ATT&CK techniques the rules look for"),
          new Entry(
              "logs explain", "Show how lines are read: parser, fields, and where it stopped"),
          new Entry("run", "Watch: read logs as they are written, detect, keep and tell alerts"),
          new Entry("status", "Show how the daemon is, and where everything went"),
          new Entry("top", "Show what the daemon does now, second by second"),
          new Entry("doctor", "Say what is wrong, how much of it, and which setting mends it"),
          new Entry("alerts list", "List kept alerts"),
          new Entry("alerts show", "Show one alert with its evidence"),
          new Entry("alerts tail", "Show alerts as they are told"),
          new Entry("alerts ack", "Write down that an alert was seen"),
          new Entry("alerts silence", "Keep alerts from people for a while"),
          new Entry("block", "Drop every packet from an address or a network, for a while"),
          new Entry("unblock", "Block an address or a network no longer"),
          new Entry("blocklist list", "List who is blocked, until when and why"),
          new Entry("blocklist import", "Block every address of a list, of many formats"),
          new Entry("blocklist remove", "Block an imported list no longer"),
          new Entry("actions list", "List what was done about alerts, or asked for"),
          new Entry("actions show", "Show one action: why, until when, and what came of it"),
          new Entry("actions undo", "Take an action back"),
          new Entry("actions approve", "Do what a policy asked for"),
          new Entry("actions deny", "Leave what a policy asked for"),
          new Entry("net stats", "Show what went over the wire, and what became of it"),
          new Entry("net top", "Show who talks to whom now, and what becomes of it"),
          new Entry("tap", "Show records as the rules see them"),
          new Entry("reload", "Have the daemon read configuration and rules again"),
          new Entry("spool check", "Look for damage in the spool, and who still needs what"),
          new Entry("spool show", "Show alerts that lie in the spool"),
          new Entry("spool export", "Write every alert in the spool as lines of JSON"),
          new Entry("support", "Write what a maintainer needs to see into an archive, no secrets"),
          new Entry("setup", "Look at this host and write a configuration that fits it"),
          new Entry("config check", "Check a configuration: every problem, with line and column"),
          new Entry("config show", "Show the values in force and where each comes from"),
          new Entry("config schema", "Print every key: as a JSON Schema, or as a reference page"),
          new Entry("completion", "Print a completion script for bash, zsh or fish"));

  private CommandList() {}

  /// The command of a name in the list.
  static Command create(String name) {
    return switch (name) {
      case "try" -> new TryCommand();
      case "replay" -> new ReplayCommand();
      case "rules list" -> new RulesListCommand();
      case "rules lint" -> new RulesLintCommand();
      case "rules explain" -> new RulesExplainCommand();
      case "logs explain" -> new LogsExplainCommand();
      case "rules test" -> new RulesTestCommand();
      case "rules coverage" -> new RulesCoverageCommand();
      case "run" -> new RunCommand();
      case "status" -> new StatusCommand();
      case "top" -> new TopCommand();
      case "doctor" -> new DoctorCommand();
      case "alerts list" -> new AlertsListCommand();
      case "alerts show" -> new AlertsShowCommand();
      case "alerts tail" -> new AlertsTailCommand();
      case "alerts ack" -> new AlertsAckCommand();
      case "alerts silence" -> new AlertsSilenceCommand();
      case "block" -> new BlockCommand();
      case "unblock" -> new UnblockCommand();
      case "blocklist list" -> new BlocklistListCommand();
      case "blocklist import" -> new BlocklistImportCommand();
      case "blocklist remove" -> new BlocklistRemoveCommand();
      case "actions list" -> new ActionsListCommand();
      case "actions show" -> new ActionsShowCommand();
      case "actions undo" -> new ActionsUndoCommand();
      case "actions approve" -> new ActionsApproveCommand();
      case "actions deny" -> new ActionsDenyCommand();
      case "net stats" -> new NetStatsCommand();
      case "net top" -> new NetTopCommand();
      case "tap" -> new TapCommand();
      case "reload" -> new ReloadCommand();
      case "spool check" -> new SpoolCheckCommand();
      case "spool show" -> new SpoolShowCommand();
      case "spool export" -> new SpoolExportCommand();
      case "support" -> new SupportCommand();
      case "setup" -> new SetupCommand();
      case "config check" -> new ConfigCheckCommand();
      case "config show" -> new ConfigShowCommand();
      case "config schema" -> new ConfigSchemaCommand();
      case "completion" -> new CompletionCommand();
      default -> throw new IllegalArgumentException("not in the list: " + name);
    };
  }

  /// The command that the arguments begin with.
  static Optional<Entry> called(List<String> arguments) {
    for (Entry entry : ALL) {
      List<String> words = List.of(entry.name().split(" ", -1));
      if (arguments.size() >= words.size() && arguments.subList(0, words.size()).equals(words)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /// The commands of a group (`rules`), in the order of the list; empty when it is none.
  static List<Entry> group(String word) {
    return ALL.stream().filter(entry -> entry.name().startsWith(word + " ")).toList();
  }

  /// First words, each once.
  static List<String> firstWords() {
    List<String> words = new ArrayList<>();
    for (Entry entry : ALL) {
      String first = entry.name().split(" ", -1)[0];
      if (!words.contains(first)) {
        words.add(first);
      }
    }
    return words;
  }
}
