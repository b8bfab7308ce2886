package io.ironpost.bench.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// `ironpost run` as a process of its own, in a folder of its own.
final class DaemonUnderTest implements AutoCloseable {
  /// A start takes a second or two; a minute means it hangs.
  private static final long READY_SECONDS = 60;

  private final Process process;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Thread reader;

  private DaemonUnderTest(Process process, Consumer<String> alerts) {
    this.process = process;
    this.reader = Thread.startVirtualThread(() -> readAlerts(alerts));
    Thread.startVirtualThread(this::readLog);
  }

  /// @param launcher the `ironpost` of the checkout
  /// @param alerts told of each line of its standard output
  static DaemonUnderTest start(Path launcher, Path folder, Consumer<String> alerts)
      throws IOException {
    return start(List.of(), launcher, folder, alerts);
  }

  /// @param before words of a program that starts the launcher in its turn, as nsenter(1)
  static DaemonUnderTest start(
      List<String> before, Path launcher, Path folder, Consumer<String> alerts) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(launcher.toString(), "run", "-c", folder.resolve("ironpost.toml").toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    return new DaemonUnderTest(builder.start(), alerts);
  }

  private void readAlerts(Consumer<String> alerts) {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        alerts.accept(line);
      }
    } catch (IOException _) {
      // killed
    }
  }

  private void readLog() {
    try (BufferedReader err =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = err.readLine(); line != null; line = err.readLine()) {
        if (line.contains("ready")) {
          ready.countDown();
        }
        if (line.contains("\"ERROR\"") || System.getenv("SHOW_LOG") != null) {
          System.err.println(line);
        }
      }
    } catch (IOException _) {
      // killed
    }
  }

  void awaitReady() throws InterruptedException {
    if (!ready.await(READY_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the daemon is not ready after a minute");
    }
  }

  boolean isReady() {
    return ready.getCount() == 0;
  }

  /// SIGKILL, as a power cut for the process.
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /// SIGTERM; the exit code.
  int stop(Duration most) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      return -1;
    }
    reader.join(Duration.ofSeconds(5));
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// A figure of proc(5)'s status in KiB, `VmRSS` or `VmHWM`; 0 when it is not there.
  long kibibytes(String name) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
        if (line.startsWith(name + ":")) {
          return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException _) {
      // gone
    }
    return 0;
  }

  @Override
  public void close() {
    try {
      stop(Duration.ofSeconds(30));
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /// Writes the configuration of a test: one followed file, standard output, places of its own.
  static void configure(Path folder, String more) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("[general]");
    lines.add("data_dir = \"" + folder.resolve("data") + "\"");
    lines.add("pid_file = \"" + folder.resolve("ironpost.pid") + "\"");
    lines.add("[metrics]");
    lines.add("port = 0");
    lines.add("[rules]");
    lines.add("paths = [\"" + folder.resolve("rules") + "\"]");
    lines.add(more);
    Files.createDirectories(folder.resolve("rules"));
    Files.writeString(folder.resolve("ironpost.toml"), String.join("\n", lines) + "\n");
  }
}
