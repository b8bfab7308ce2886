package io.ironpost.cli.daemon;

import io.ironpost.cli.config.ConfigInput;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.ConfigReading;
import io.ironpost.daemon.config.GeneralKeys;
import io.ironpost.daemon.control.ControlClient;
import io.ironpost.daemon.control.ControlClient.Response;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.setup.HostScan;
import java.nio.file.Path;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which daemon a command talks to: the one of `--socket`, else the one of the configuration.
final class DaemonOption {
  private static final String SOCKET = "control.sock";

  @Mixin private final ConfigInput input = new ConfigInput();

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description = "The daemon's control socket. Default: the one of the configuration.")
  private Path socket = Path.of("");

  ControlClient client(Terminal terminal) {
    return new ControlClient(path(terminal));
  }

  private Path path(Terminal terminal) {
    if (!socket.toString().isEmpty()) {
      return socket;
    }
    return dataDir(terminal, true);
  }

  /// Where the daemon of the configuration keeps its state.
  Path dataDir(Terminal terminal) {
    return dataDir(terminal, false);
  }

  private Path dataDir(Terminal terminal, boolean wantsSocket) {
    if (input.isWithoutFile()) {
      String dataDir = new HostScan(Path.of("/"), terminal.environment()).facts().dataDir();
      return wantsSocket ? Path.of(dataDir, SOCKET) : Path.of(dataDir);
    }
    return switch (input.read(terminal)) {
      case ConfigReading.Refused(var problems) ->
          throw new Refusal(
              Exit.PROBLEM,
              "the configuration is wrong: " + SafeText.of(problems.getFirst().toString()));
      case ConfigReading.Read(var config) -> {
        Path folder = Path.of(config.get(GeneralKeys.DATA_DIR));
        String said = config.get(GeneralKeys.CONTROL_SOCKET);
        Path control = said.isEmpty() ? folder.resolve(SOCKET) : Path.of(said);
        yield wantsSocket ? control : folder;
      }
    };
  }

  /// The answer's body, when it is one.
  ///
  /// @throws Refusal with what the daemon said, when it refused
  static JsonValue expect(Response response) {
    JsonValue body = response.json();
    if (response.isOk()) {
      return body;
    }
    String problems =
        body.get("problems").items().stream()
            .map(problem -> "\n  " + SafeText.of(problem.text()))
            .collect(Collectors.joining());
    throw new Refusal(
        Exit.PROBLEM,
        "%s %s%s"
            .formatted(
                SafeText.of(body.get("title").text()),
                SafeText.of(body.get("detail").text()),
                problems));
  }
}
