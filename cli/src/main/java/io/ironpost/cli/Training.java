package io.ironpost.cli;

import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.control.ControlClient;
import io.ironpost.daemon.control.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What the JVM watches to make its AOT cache (JEP 483, 515): the commands people start with, run
/// one after the other, the second time with the rules kept from the first; then the daemon, with
/// the logs as what it follows. Nothing is put into the kernel: who builds is not asked for that.
public final class Training {
  /// A start takes seconds without a cache.
  private static final Duration LONGEST_START = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofMillis(100);

  /// Enough to read the logs, tell alerts, keep them and make a checkpoint.
  private static final Duration WATCH = Duration.ofSeconds(4);

  private Training() {}

  /// @param arguments the folder with logs of the common kinds
  public static void main(String[] arguments) throws Exception {
    String logs = arguments[0];
    List<List<String>> commands =
        List.of(
            List.of("--version"),
            List.of("try", logs),
            List.of("replay", logs, "--output", "ndjson"),
            List.of("try", logs + "/auth.log", "--output", "table"));
    for (List<String> command : commands) {
      new Program(Terminal.system()).run(command);
    }
    runDaemon(Path.of(logs).toAbsolutePath());
    System.exit(0);
  }

  private static void runDaemon(Path folder) throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    Path configuration = folder.resolve("ironpost.toml");
    Files.writeString(configuration, configuration(folder, data));
    String file = configuration.toString();
    Thread daemon =
        Thread.ofPlatform()
            .start(() -> new Program(Terminal.system()).run(List.of("run", "-c", file)));
    Path socket = data.resolve("control.sock");
    for (Duration waited = Duration.ZERO;
        Files.notExists(socket) && waited.compareTo(LONGEST_START) < 0;
        waited = waited.plus(LOOK)) {
      Thread.sleep(LOOK);
    }
    Thread.sleep(WATCH);
    for (List<String> command :
        List.of(
            List.of("status", "-c", file),
            List.of("alerts", "list", "-c", file),
            List.of("actions", "list", "-c", file))) {
      new Program(Terminal.system()).run(command);
    }
    new ControlClient(socket).post(Target.of("stop"), "{}");
    daemon.join(LONGEST_START);
  }

  private static String configuration(Path folder, Path data) {
    return """
    [general]
    data_dir = "%1$s"
    pid_file = "%2$s/ironpost.pid"
    [metrics]
    port = 0
    [rules]
    paths = []
    [log_pipeline]
    sources = ["file", "syslog"]
    syslog_bind = "127.0.0.1:0"
    syslog_tcp_bind = "127.0.0.1:0"
    watch_paths = ["%2$s/*.log"]
    [log_pipeline.file]
    from = "beginning"
    [sinks.screen]
    type = "stdout"
    [sinks.disk]
    type = "file"
    path = "%1$s/alerts.ndjson"
    [response]
    mode = "enforce"
    """
        .formatted(data, folder);
  }
}
