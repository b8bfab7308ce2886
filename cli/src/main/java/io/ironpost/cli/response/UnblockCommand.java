package io.ironpost.cli.response;

import io.ironpost.cli.Command;
import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `ironpost unblock ADDRESS`.
@CommandLine.Command(
    description = {
      "Blocks an address or a network no longer, whoever ordered it. Says so when a wider network or",
      "an imported list still blocks it."
    })
public final class UnblockCommand implements Command {
  @Mixin private final OrderOptions order = new OrderOptions();

  @Parameters(paramLabel = "ADDRESS", description = "As it was blocked: see `blocklist list`.")
  private String address = "";

  @Override
  public Exit run(Terminal terminal) {
    order.order(
        Target.of("blocklist", "unblock"),
        Map.of("address", BlockCommand.checked(address)),
        terminal);
    stillBlocked(terminal);
    return Exit.CLEAN;
  }

  private void stillBlocked(Terminal terminal) {
    JsonValue left =
        DaemonOption.expect(
            order.daemon().client(terminal).get(Target.of("blocklist").with("address", address)));
    List<JsonValue> blocks = left.get("blocks").items();
    for (JsonValue block : blocks) {
      warn(terminal, "still blocked by " + block.get("address").text());
    }
    for (JsonValue feed : left.get("feeds").items()) {
      warn(terminal, "still blocked by the list " + feed.get("name").text());
    }
  }

  private static void warn(Terminal terminal, String text) {
    terminal.say(terminal.styledSaid(Style.WARNING, "note:") + " " + SafeText.of(text));
  }
}
