package io.ironpost.rules.lint;

import io.ironpost.rules.model.Location;
import io.ironpost.rules.read.Problem;
import java.util.Locale;
import java.util.Optional;

/// Renders a problem for people: where, what, the line with a caret under what is meant, what to
/// do.
///
/// ```
/// rules/ssh.yml:12:17: error: unknown modifier 'contain' [unknown-modifier]
///   12 |     message|contain: Failed password
///      |             ^^^^^^^ did you mean 'contains'?
/// ```
public final class ProblemPrinter {
  /// Wider lines are cut around the caret; a terminal would fold them and part caret from word.
  private static final int MAX_WIDTH = 150;

  private static final int CONTEXT = 60;

  private final SourceLines sources = new SourceLines();

  /// Of files on disk.
  public ProblemPrinter() {}

  /// Of a file whose text is at hand.
  public ProblemPrinter(String file, String text) {
    sources.remember(file, text);
  }

  /// Several lines, each ended by a newline. Control characters of the file are not passed on.
  public String print(Problem problem) {
    Location at = problem.location();
    String severity = problem.severity().name().toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder();
    out.append("%s: %s: %s [%s]%n".formatted(at, severity, problem.message(), problem.code()));
    Optional<String> line = sources.line(at.file(), at.line());
    if (line.isPresent()) {
      excerpt(line.get(), problem, out);
    } else if (!problem.hint().isEmpty()) {
      out.append("  ").append(problem.hint()).append('\n');
    }
    return safe(out.toString().replace("\r\n", "\n"));
  }

  private static void excerpt(String line, Problem problem, StringBuilder out) {
    int[] characters = line.codePoints().toArray();
    int at = Math.min(problem.location().column() - 1, characters.length);
    int from = characters.length > MAX_WIDTH ? Math.max(0, at - CONTEXT) : 0;
    int to = Math.min(characters.length, from + MAX_WIDTH);
    int length = Math.clamp((long) problem.length(), 1, Math.max(1, to - at));
    String number = String.valueOf(problem.location().line());
    out.append("  ").append(number).append(" | ");
    out.append(new String(characters, from, to - from)).append('\n');
    out.repeat(' ', number.length() + 2).append(" | ");
    for (int i = from; i < at; i++) {
      out.appendCodePoint(blank(characters[i]));
    }
    out.repeat('^', length);
    out.append(problem.hint().isEmpty() ? "" : " " + problem.hint()).append('\n');
  }

  /// A blank as wide as the character, so that the caret stands under its word.
  private static int blank(int character) {
    boolean wide =
        Character.isIdeographic(character)
            || character >= 0x1100 && character <= 0x115F
            || character >= 0x3040 && character <= 0x30FF
            || character >= 0xAC00 && character <= 0xD7A3
            || character >= 0xFF01 && character <= 0xFF60;
    return wide ? '\u3000' : ' ';
  }

  /// Escape sequences in a rule file must not reach the terminal.
  private static String safe(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == '\n' || !isUnsafe(c) ? c : c == '\t' ? ' ' : '\uFFFD')
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }

  private static boolean isUnsafe(int character) {
    int type = Character.getType(character);
    return Character.isISOControl(character)
        || type == Character.FORMAT
        || type == Character.SURROGATE;
  }
}
