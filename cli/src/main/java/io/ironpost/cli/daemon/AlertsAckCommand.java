package io.ironpost.cli.daemon;

import io.ironpost.cli.Command;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.control.Target;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ironpost alerts ack ID`.
@CommandLine.Command(description = "Writes down that somebody has seen an alert.")
public final class AlertsAckCommand implements Command {
  @Mixin private final DaemonOption daemon = new DaemonOption();
  @Mixin private final AlertsShowCommand.AlertId alert = new AlertsShowCommand.AlertId();

  @Option(names = "--by", paramLabel = "WHO", description = "Who. Default: this user.")
  private String by = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "What was found, or done.")
  private String note = "";

  @Override
  public Exit run(Terminal terminal) {
    String id = alert.resolve(terminal, daemon);
    String body = Json.line(Map.of("by", Operator.orThis(by, terminal), "note", note));
    DaemonOption.expect(daemon.client(terminal).post(Target.of("alerts", id, "ack"), body));
    terminal.say("seen: " + id);
    return Exit.CLEAN;
  }
}
