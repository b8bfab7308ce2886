package io.ironpost.cli.response;

import io.ironpost.cli.Command;
import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ironpost actions approve ID`.
@CommandLine.Command(
    description = {
      "Does what a policy asked for: it holds from now on for its duration. `actions list --state",
      "waiting` shows what is asked."
    })
public final class ActionsApproveCommand implements Command {
  /// As many as may wait.
  private static final String ALL = "10000";

  @Mixin private final OrderOptions order = new OrderOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "The actions' ids, as `actions list` shows them.")
  private List<String> ids = List.of();

  @Option(names = "--all", description = "Everything that waits.")
  private boolean all;

  @Override
  public Exit run(Terminal terminal) {
    if (all == !ids.isEmpty()) {
      throw new Refusal(Exit.PROBLEM, "Name the actions, or say --all for everything that waits.");
    }
    List<String> wanted = all ? waiting(terminal) : ids;
    if (wanted.isEmpty()) {
      terminal.say("nothing waits");
    }
    Exit exit = Exit.CLEAN;
    for (String id : wanted) {
      try {
        order.order(Target.of("actions", id, "approve"), Map.of(), terminal);
      } catch (Refusal refusal) { // the others are approved all the same
        if (wanted.size() == 1) {
          throw refusal;
        }
        terminal.say(id + ": " + refusal.said());
        exit = refusal.exit();
      }
    }
    return exit;
  }

  private List<String> waiting(Terminal terminal) {
    Target target = Target.of("actions").with("state", "waiting").with("limit", ALL);
    JsonValue answer = DaemonOption.expect(order.daemon().client(terminal).get(target));
    return answer.get("actions").items().stream().map(row -> row.get("id").text()).toList();
  }
}
