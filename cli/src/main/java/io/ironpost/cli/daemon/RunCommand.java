package io.ironpost.cli.daemon;

import io.ironpost.cli.Command;
import io.ironpost.cli.Version;
import io.ironpost.cli.config.ConfigInput;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.Config;
import io.ironpost.core.config.ConfigReading;
import io.ironpost.core.config.Origin;
import io.ironpost.core.config.Problem;
import io.ironpost.core.config.Setting;
import io.ironpost.daemon.config.GeneralKeys;
import io.ironpost.daemon.control.SocketRefusedException;
import io.ironpost.daemon.log.Logging;
import io.ironpost.daemon.run.ConfigSource;
import io.ironpost.daemon.run.Daemon;
import io.ironpost.daemon.run.Launch;
import io.ironpost.daemon.run.StartRefusedException;
import io.ironpost.daemon.system.PidFile;
import io.ironpost.daemon.system.PidFileRefusedException;
import io.ironpost.daemon.system.Signals;
import io.ironpost.daemon.system.Systemd;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/// `ironpost run`.
@CommandLine.Command(
    description = {
      "Runs in the foreground until SIGTERM or ctrl-C: reads logs as they are written, judges them,",
      "keeps alerts and tells them. Without a configuration it looks what the host has, as setup",
      "does, and tells alerts on standard output.",
      "SIGHUP reads configuration and rules again; what is broken is refused as a whole."
    })
public final class RunCommand implements Command {
  @Mixin private final ConfigInput input = new ConfigInput();

  @Override
  public Exit run(Terminal terminal) throws InterruptedException {
    ConfigSource source = new RunConfiguration(input, terminal);
    Config config =
        switch (source.read()) {
          case ConfigReading.Read(var read) -> read;
          case ConfigReading.Refused(var problems) -> throw refused(problems);
        };
    Logging.set(config.get(GeneralKeys.LOG_LEVEL), logFormat(config, terminal));
    Launch launch =
        new Launch(
            source,
            terminal.environment(),
            bytes -> {
              terminal.out(new String(bytes, StandardCharsets.UTF_8));
              terminal.flush();
            },
            terminal.in(),
            InstantSource.system(),
            ZoneId.systemDefault(),
            Version.number());
    try (PidFile _ = pidFile(config)) {
      runUntilStopped(launch, config);
    } catch (StartRefusedException | PidFileRefusedException | SocketRefusedException e) {
      throw new Refusal(Exit.FAILED, SafeText.of(String.valueOf(e.getMessage())), e);
    }
    return Exit.CLEAN;
  }

  /// Who sits before a terminal and chose nothing reads lines, not JSON.
  private static String logFormat(Config config, Terminal terminal) {
    Setting<String> format = config.setting(GeneralKeys.LOG_FORMAT);
    boolean chosen = !(format.origin() instanceof Origin.Default);
    return chosen || !terminal.errIsTerminal() ? format.value() : "pretty";
  }

  private static PidFile pidFile(Config config) {
    String said = config.get(GeneralKeys.PID_FILE);
    return said.isEmpty() ? PidFile.none() : PidFile.claim(Path.of(said));
  }

  private static void runUntilStopped(Launch launch, Config config) throws InterruptedException {
    Systemd systemd = Systemd.of(launch.environment());
    try (Daemon daemon = new Daemon(launch, config)) {
      Signals.onStop(() -> daemon.askToStop("a signal"));
      Signals.onReload(() -> {
        systemd.reloading();
        daemon.reload("SIGHUP");
        systemd.ready();
      });
      daemon.start();
      systemd.ready();
      systemd.watchdogInterval().ifPresent(interval -> watch(daemon, systemd, interval));
      daemon.awaitStop();
      systemd.stopping();
    }
  }

  /// Tells systemd that it lives, for as long as it does what it is there for.
  private static void watch(Daemon daemon, Systemd systemd, Duration interval) {
    Thread.startVirtualThread(() -> {
      try {
        while (true) {
          if (daemon.isWorking()) {
            systemd.alive();
          }
          Thread.sleep(interval);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
  }

  private static Refusal refused(List<Problem> problems) {
    String all =
        problems.stream()
            .map(problem -> "\n  " + SafeText.of(problem.toString()))
            .collect(Collectors.joining());
    return new Refusal(
        Exit.PROBLEM, "%d problem(s) in the configuration:%s".formatted(problems.size(), all));
  }
}
