package io.ironpost.cli.response;

import io.ironpost.cli.Command;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.TimeSpan;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.daemon.control.Target;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ironpost block ADDRESS`.
@CommandLine.Command(
    description = {
      "Drops every packet that comes from an address or a network, from now on for a while. Goes the",
      "same way as policies: what is on the allowlist is not blocked, and the journal keeps who did",
      "it and why. `ironpost unblock` takes it back."
    })
public final class BlockCommand implements Command {
  @Mixin private final OrderOptions order = new OrderOptions();

  @Parameters(paramLabel = "ADDRESS", description = "203.0.113.9, 203.0.113.0/24 or 2001:db8::/64.")
  private String address = "";

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long, as 30m, 2h or 7d. Default: 1h.")
  private String lasts = "1h";

  @Override
  public Exit run(Terminal terminal) {
    Duration time =
        TimeSpan.of(lasts)
            .filter(span -> span.toSeconds() > 0)
            .orElseThrow(() ->
                new Refusal(Exit.PROBLEM, "--for takes how long it lasts, as 30m, 2h or 7d."));
    order.order(
        Target.of("actions"),
        Map.of("address", checked(address), "duration_seconds", time.toSeconds()),
        terminal);
    return Exit.CLEAN;
  }

  /// Told here, where it needs no daemon.
  static String checked(String address) {
    if (IpPrefix.of(address).isEmpty()) {
      throw new Refusal(
          Exit.PROBLEM,
          "%s is no address or network as 203.0.113.9, 203.0.113.0/24 or 2001:db8::/64; names are not looked up."
              .formatted(SafeText.of(address)));
    }
    return address;
  }
}
