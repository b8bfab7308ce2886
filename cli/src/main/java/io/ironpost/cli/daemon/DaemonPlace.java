package io.ironpost.cli.daemon;

import io.ironpost.cli.config.ConfigInput;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.Config;
import io.ironpost.core.config.ConfigReading;
import io.ironpost.daemon.config.GeneralKeys;
import io.ironpost.daemon.setup.HostScan;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a daemon keeps its state and listens.
public record DaemonPlace(Path dataDir, Path socket) {
  private static final String SOCKET = "control.sock";

  /// Where a daemon that is installed as a service keeps its state.
  private static final Path SYSTEM = Path.of("/var/lib/ironpost");

  /// The place that a configuration names; without a file, where `run` without one would be, or the
  /// service of the system when only that one is there.
  public static DaemonPlace of(ConfigInput input, Terminal terminal) {
    if (input.isWithoutFile()) {
      return withoutFile(terminal);
    }
    return switch (input.read(terminal)) {
      case ConfigReading.Read(var config) -> of(config);
      case ConfigReading.Refused(var problems) ->
          throw new Refusal(
              Exit.PROBLEM,
              "the configuration is wrong: " + SafeText.of(problems.getFirst().toString()));
    };
  }

  /// The place that a configuration names.
  public static DaemonPlace of(Config config) {
    Path folder = Path.of(config.get(GeneralKeys.DATA_DIR));
    String said = config.get(GeneralKeys.CONTROL_SOCKET);
    return new DaemonPlace(folder, said.isEmpty() ? folder.resolve(SOCKET) : Path.of(said));
  }

  /// Where it would be if nobody said anything.
  public static DaemonPlace withoutFile(Terminal terminal) {
    Path own = Path.of(new HostScan(Path.of("/"), terminal.environment()).facts().dataDir());
    boolean onlySystem =
        Files.notExists(own.resolve(SOCKET)) && Files.exists(SYSTEM.resolve(SOCKET));
    Path folder = onlySystem ? SYSTEM : own;
    return new DaemonPlace(folder, folder.resolve(SOCKET));
  }
}
