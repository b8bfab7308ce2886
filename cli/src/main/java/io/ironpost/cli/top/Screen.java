package io.ironpost.cli.top;

import io.ironpost.cli.output.Terminal;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The terminal while `top` has it: the alternate screen, no cursor, keys without Enter.
///
/// However the program ends (q, ctrl-C, a fault, the daemon going away) the terminal is as it was:
/// a hook of the JVM restores it too. Keys come through stty(1); without it they need an Enter.
final class Screen implements AutoCloseable {
  private static final String ENTER = "\u001b[?1049h\u001b[?25l";
  private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String TO_LINE_END = "\u001b[K";
  private static final String TO_END = "\u001b[J";
  private static final File TTY = new File("/dev/tty");
  private static final int PATIENCE_SECONDS = 1;

  private final Terminal terminal;
  private final Optional<String> settings;
  private final AtomicBoolean left = new AtomicBoolean();
  private final Thread atExit = new Thread(this::leave, "restore-terminal");

  private Screen(Terminal terminal) {
    this.terminal = terminal;
    settings = stty("-g");
  }

  static Screen enter(Terminal terminal) {
    Screen screen = new Screen(terminal);
    Runtime.getRuntime().addShutdownHook(screen.atExit);
    screen.settings.ifPresent(_ -> stty("-icanon", "-echo", "min", "1"));
    terminal.out(ENTER);
    terminal.flush();
    return screen;
  }

  void show(List<String> lines) {
    StringBuilder text = new StringBuilder(HOME);
    lines.forEach(line -> text.append(line).append(TO_LINE_END).append('\n'));
    terminal.out(text.append(TO_END).toString());
    terminal.flush();
  }

  private void leave() {
    if (left.compareAndSet(false, true)) {
      settings.ifPresent(Screen::stty);
      terminal.out(LEAVE);
      terminal.flush();
    }
  }

  @Override
  public void close() {
    leave();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException _) {
      // the JVM ends: the hook runs anyhow and finds it done
    }
  }

  /// What stty says; empty when there is none, or no terminal.
  private static Optional<String> stty(String... arguments) {
    try {
      String[] command = new String[arguments.length + 1];
      command[0] = "stty";
      System.arraycopy(arguments, 0, command, 1, arguments.length);
      Process stty =
          new ProcessBuilder(command)
              .redirectInput(TTY)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || stty.exitValue() != 0) {
        stty.destroyForcibly();
        return Optional.empty();
      }
      return Optional.of(
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
