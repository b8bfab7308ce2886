package io.ironpost.cli.daemon;

import io.ironpost.cli.Command;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.control.ControlClient.Response;
import io.ironpost.daemon.control.Target;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ironpost tap`.
@CommandLine.Command(
    description = {
      "Shows a sample of the records as the rules see them, one line of JSON each, until ctrl-C."
    })
public final class TapCommand implements Command {
  @Mixin private final DaemonOption daemon = new DaemonOption();

  @Option(names = "--source", paramLabel = "NAME", description = "Only of this source.")
  private String source = "";

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Records a second at most. Default: 50.")
  private String rate = "";

  @Override
  public Exit run(Terminal terminal) {
    Target target = Target.of("tap").with("source", source).with("rate", rate);
    Response end =
        daemon
            .client(terminal)
            .events(
                target,
                (_, data) -> {
                  terminal.line(JsonTrees.safe(data));
                  terminal.flush();
                  return true;
                });
    if (!end.isOk()) {
      DaemonOption.expect(end);
    }
    return Exit.CLEAN;
  }
}
