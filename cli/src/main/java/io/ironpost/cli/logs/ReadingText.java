package io.ironpost.cli.logs;

import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;

/// A reading for people: the line, its fields, and a caret where a parser stopped.
final class ReadingText {
  private static final int NAME_WIDTH = 14;

  private final Terminal terminal;

  ReadingText(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(Reading reading) {
    terminal.line(terminal.styled(Style.HEADING, SafeText.of(reading.text())));
    if (reading.wasRead()) {
      String read = "read as " + reading.format() + " (" + reading.outcome() + ")";
      terminal.line("  " + terminal.styled(Style.GOOD, read));
      pair("time", reading.time().isEmpty() ? "none" : reading.time());
      pair("logsource", reading.logsource());
    } else {
      terminal.line("  " + terminal.styled(Style.BAD, "no parser could read it"));
    }
    for (Reading.Field field : reading.fields()) {
      String note = field.derived() ? terminal.styled(Style.FAINT, "  (taken from another)") : "";
      terminal.line("    " + padded(field.name()) + " " + SafeText.of(field.value()) + note);
    }
    reading.refusals().forEach(refused -> stopped(reading, refused));
    terminal.line("");
  }

  private void stopped(Reading reading, Refused refused) {
    String before = SafeText.of(reading.text().substring(0, refused.at()));
    String after = SafeText.of(reading.text().substring(refused.at()));
    terminal.line(
        "  "
            + refused.format()
            + " stopped at character "
            + (refused.at() + 1)
            + ": "
            + refused.reason());
    terminal.line("    " + before + after);
    terminal.line("    " + " ".repeat(before.length()) + terminal.styled(Style.BAD, "^"));
  }

  private void pair(String name, String value) {
    terminal.line("  " + padded(name) + "   " + SafeText.of(value));
  }

  private static String padded(String name) {
    String safe = SafeText.of(name);
    return safe + " ".repeat(Math.max(0, NAME_WIDTH - safe.length()));
  }
}
