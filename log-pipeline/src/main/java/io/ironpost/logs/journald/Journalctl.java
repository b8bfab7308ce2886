package io.ironpost.logs.journald;

import io.ironpost.logs.journald.JournaldSettings.From;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One run of journalctl(1).
///
/// The journal's files have no other reader that is promised to stay: systemd documents their
/// format, but new versions add compression, hashes and compact forms; journalctl of the same
/// installation always knows them.
final class Journalctl implements AutoCloseable {
  /// What it complains about is short; a broken one must not fill the memory.
  private static final int MAX_SAID = 2_000;

  private final String program;
  private final Process process;
  private final Thread listener;
  private final StringBuilder said = new StringBuilder();

  private Journalctl(String program, List<String> arguments) {
    this.program = program;
    List<String> command =
        new ArrayList<>(List.of(program, "--output=json", "--all", "--no-pager"));
    command.addAll(arguments);
    try {
      process = new ProcessBuilder(command).start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw JournalctlException.notStarted(program, e);
    }
    // A platform thread: reading a pipe holds its thread.
    listener = Thread.ofPlatform().name("journald errors").daemon().start(this::listen);
  }

  /// Follows the journal from a place on, or from where the settings say.
  static Journalctl follow(JournaldSettings settings, JournalPlace from) {
    List<String> arguments = new ArrayList<>(List.of("--follow", "--no-tail"));
    if (from.isKnown()) {
      arguments.add("--after-cursor=" + from.cursor());
    }
    settings.units().forEach(unit -> arguments.add("--unit=" + unit));
    return new Journalctl(settings.journalctl(), arguments);
  }

  /// Where to begin when nothing was read yet. The end is a place like any other: so what is
  /// written while journalctl starts, or starts again, is not left out.
  static JournalPlace beginning(JournaldSettings settings)
      throws IOException, InterruptedException {
    if (settings.from() == From.BEGINNING) {
      return JournalPlace.NOWHERE;
    }
    try (Journalctl last = new Journalctl(settings.journalctl(), List.of("--lines=1"))) {
      byte[] entry = last.output().readAllBytes();
      last.awaitEnd();
      return new JournalPlace(JournalPlace.cursorIn(entry, 0, entry.length), 0, 0);
    }
  }

  InputStream output() {
    return process.getInputStream();
  }

  private void listen() {
    byte[] bytes = new byte[512];
    try (InputStream errors = process.getErrorStream()) {
      for (int read = errors.read(bytes); read >= 0; read = errors.read(bytes)) {
        hear(new String(bytes, 0, read, StandardCharsets.UTF_8));
      }
    } catch (IOException _) {
      // the process is gone, and so is what it had to say
    }
  }

  private synchronized void hear(String text) {
    said.append(text, 0, Math.min(text.length(), MAX_SAID - said.length()));
  }

  /// What it complained about so far, on one line.
  synchronized String said() {
    return said.toString().strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  /// Asks it to end; its output ends then. Not by [Process#destroy], which would close the output
  /// with entries in it.
  void end() {
    process.toHandle().destroy();
  }

  /// Waits for its end and says how it ended.
  JournalctlException awaitEnd() throws InterruptedException {
    int exitCode = process.waitFor();
    listener.join();
    return JournalctlException.ended(program, exitCode, said());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
