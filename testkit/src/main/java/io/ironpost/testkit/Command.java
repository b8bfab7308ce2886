package io.ironpost.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program that a test runs to its end, or until its time is over.
///
/// @param words the program and its arguments, as execve(2) takes them: no shell in between
/// @param timeout when it is killed, with everything it started
public record Command(List<String> words, Duration timeout) {
  /// Long enough for a crowded machine; a test that waits longer than this says so itself.
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static final Duration DEATH = Duration.ofSeconds(5);

  public Command {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("no program to run");
    }
  }

  public static Command of(String... words) {
    return new Command(List.of(words), TIMEOUT);
  }

  public Command within(Duration other) {
    return new Command(words, other);
  }

  /// The same program, started by another one (`nsenter --net=… nmap …`).
  Command behind(List<String> starter) {
    List<String> all = new ArrayList<>(starter);
    all.addAll(words);
    return new Command(all, timeout);
  }

  /// What came of it, whatever that is.
  public Result run() {
    // Into a file: a pipe that a grandchild keeps open would hold the test up beyond the timeout.
    try {
      Path output = Files.createTempFile("ironpost-command", ".out");
      try {
        Process process = launch(ProcessBuilder.Redirect.to(output.toFile()));
        boolean ended = awaitEnd(process);
        String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        return new Result(this, ended ? process.exitValue() : Result.TIMED_OUT, said);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + String.join(" ", words), e);
    }
  }

  /// Starts it for the test to end ([#end]); what it says is thrown away unless redirected.
  public Process start(ProcessBuilder.Redirect output) {
    try {
      return launch(output);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + String.join(" ", words), e);
    }
  }

  private Process launch(ProcessBuilder.Redirect output) throws IOException {
    return new ProcessBuilder(words)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectErrorStream(true)
        .redirectOutput(output)
        .start();
  }

  private boolean awaitEnd(Process process) {
    try {
      if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    end(process);
    return false;
  }

  /// Kills a process and everything it started, and waits until it is gone.
  public static void end(Process process) {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly(); // first: a shell whose child ends goes on with its script
    descendants.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(DEATH.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// @param exitCode what the program ended with, [#TIMED_OUT] when it was killed
  /// @param output what it wrote to both of its outputs
  public record Result(Command command, int exitCode, String output) {
    public static final int TIMED_OUT = -1;

    public boolean ok() {
      return exitCode == 0;
    }

    /// The output of a program that must not fail.
    ///
    /// @throws IllegalStateException with what it said
    public String orFail() {
      if (ok()) {
        return output;
      }
      String how = exitCode == TIMED_OUT ? "took too long" : "ended with " + exitCode;
      throw new IllegalStateException(
          "%s %s: %s".formatted(String.join(" ", command.words()), how, output.strip()));
    }
  }
}
