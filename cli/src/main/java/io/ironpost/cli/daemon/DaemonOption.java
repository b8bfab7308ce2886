package io.ironpost.cli.daemon;

import io.ironpost.cli.config.ConfigInput;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.ConfigReading;
import io.ironpost.daemon.control.ControlClient;
import io.ironpost.daemon.control.ControlClient.Response;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.MalformedJsonException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which daemon a command talks to: the one of `--socket`, else the one of the configuration.
public final class DaemonOption {
  private static final int SERVER_FAULT = 500;

  @Mixin private final ConfigInput input = new ConfigInput();

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description = "The daemon's control socket. Default: the one of the configuration.")
  private Path socket = Path.of("");

  public ControlClient client(Terminal terminal) {
    return new ControlClient(socket(terminal));
  }

  /// For a command that must not hang when the daemon does.
  ///
  /// @param patience how long the daemon may say nothing
  public ControlClient client(Terminal terminal, Duration patience) {
    return new ControlClient(socket(terminal), patience);
  }

  private Path socket(Terminal terminal) {
    return isGiven() ? socket : DaemonPlace.of(input, terminal).socket();
  }

  /// The socket that was named on the command line goes before the configuration's.
  public Path socketOr(Path configured) {
    return isGiven() ? socket : configured;
  }

  private boolean isGiven() {
    return !socket.toString().isEmpty();
  }

  /// The configuration that `run` would read here and now.
  public ConfigReading configuration(Terminal terminal) {
    return new RunConfiguration(input, terminal).read();
  }

  /// The configuration's file, safe to print; empty when there is none.
  public String configurationName() {
    return input.isWithoutFile() ? "" : input.name();
  }

  /// The answer's body, when it is one.
  ///
  /// @throws Refusal with what the daemon said, when it refused
  public static JsonValue expect(Response response) {
    JsonValue body = body(response);
    if (response.isOk()) {
      return body;
    }
    String problems =
        body.get("problems").items().stream()
            .map(problem -> "\n  " + SafeText.of(problem.text()))
            .collect(Collectors.joining());
    throw new Refusal(
        response.status() < SERVER_FAULT ? Exit.PROBLEM : Exit.FAILED,
        SafeText.of(problems.isEmpty() ? said(body) : body.get("title").text()) + problems);
  }

  /// Title, detail and advice as one text. Advice to programs (`GET …`) helps nobody at a terminal.
  private static String said(JsonValue problem) {
    String title = problem.get("title").text();
    String detail = problem.get("detail").text();
    String advice = problem.get("what_to_do").text();
    String what = detail.isEmpty() ? title : title.replaceFirst("\\.$", ": ") + detail;
    return advice.isEmpty() || advice.startsWith("GET ") ? what : what + " " + advice;
  }

  private static JsonValue body(Response response) {
    try {
      return response.json();
    } catch (MalformedJsonException e) {
      throw new Refusal(
          Exit.UNREACHABLE,
          "what listens at the control socket is no Ironpost: it answers status %d and no JSON."
              .formatted(response.status()),
          e);
    }
  }
}
