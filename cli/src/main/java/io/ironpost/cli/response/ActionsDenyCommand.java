package io.ironpost.cli.response;

import io.ironpost.cli.Command;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.control.Target;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `ironpost actions deny ID`.
@CommandLine.Command(description = "Leaves what a policy asked for undone.")
public final class ActionsDenyCommand implements Command {
  @Mixin private final OrderOptions order = new OrderOptions();

  @Parameters(paramLabel = "ID", description = "The action's id, as `actions list` shows it.")
  private String id = "";

  @Override
  public Exit run(Terminal terminal) {
    order.order(Target.of("actions", id, "deny"), Map.of(), terminal);
    return Exit.CLEAN;
  }
}
