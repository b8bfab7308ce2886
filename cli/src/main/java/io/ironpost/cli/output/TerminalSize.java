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

  private static final int LEAST_ROWS = 5;

  private static final int PATIENCE_MILLIS = 200;

  private TerminalSize() {}

  static OptionalInt columns() {
    String size = size();
    return read(size.substring(size.indexOf(' ') + 1));
  }

  static OptionalInt rows() {
    String size = size();
    return readRows(size.substring(0, Math.max(0, size.indexOf(' '))));
  }

  /// `24 80`; empty when there is no terminal.
  private static String size() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        stty.destroyForcibly();
        return "";
      }
      return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException _) {
      return "";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  static OptionalInt read(String text) {
    return number(text, LEAST);
  }

  static OptionalInt readRows(String text) {
    return number(text, LEAST_ROWS);
  }

  private static OptionalInt number(String text, int least) {
    try {
      int number = Integer.parseInt(text);
      return number >= least ? OptionalInt.of(number) : OptionalInt.empty();
    } catch (NumberFormatException _) {
      return OptionalInt.empty();
    }
  }
}
