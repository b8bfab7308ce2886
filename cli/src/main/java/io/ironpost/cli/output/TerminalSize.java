package io.ironpost.cli.output;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// The size of the controlling terminal, asked of stty(1): shells do not export `COLUMNS`, and the
/// system call behind it needs native access. Asked only when a table is printed on a terminal.
final class TerminalSize {
  /// Narrower is no answer of a real terminal (a serial line says 0).
  private static final int LEAST = 40;

  private static final int PATIENCE_MILLIS = 200;

  private TerminalSize() {}

  static OptionalInt columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        stty.destroyForcibly();
        return OptionalInt.empty();
      }
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return read(size.substring(size.indexOf(' ') + 1).strip());
    } catch (IOException _) {
      return OptionalInt.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }

  static OptionalInt read(String text) {
    try {
      int columns = Integer.parseInt(text);
      return columns >= LEAST ? OptionalInt.of(columns) : OptionalInt.empty();
    } catch (NumberFormatException _) {
      return OptionalInt.empty();
    }
  }
}
