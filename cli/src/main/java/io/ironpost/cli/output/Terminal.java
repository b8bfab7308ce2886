package io.ironpost.cli.output;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The two ways out and what is known about who reads them. Data goes to [#out], everything else to
/// [#say]; both take safe text only ([SafeText]).
public final class Terminal {
  /// Assumed where the terminal does not say.
  private static final int USUAL_COLUMNS = 120;

  private static final int USUAL_ROWS = 24;

  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  private final OutputStream err;
  private final InputStream in;
  private final Map<String, String> environment;
  private final boolean outIsTerminal;
  private final boolean errIsTerminal;
  private ColorMode color = ColorMode.AUTO;

  /// When to colour.
  public enum ColorMode {
    AUTO,
    ALWAYS,
    NEVER
  }

  /// @param outIsTerminal whether people read the data as it comes
  /// @param errIsTerminal whether people read the rest
  public Terminal(
      InputStream in,
      OutputStream out,
      OutputStream err,
      Map<String, String> environment,
      boolean outIsTerminal,
      boolean errIsTerminal) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.environment = Map.copyOf(environment);
    this.outIsTerminal = outIsTerminal;
    this.errIsTerminal = errIsTerminal;
  }

  /// The process's own.
  public static Terminal system() {
    return new Terminal(
        System.in,
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES),
        new FileOutputStream(FileDescriptor.err),
        System.getenv(),
        isTerminal(1),
        isTerminal(2));
  }

  /// `System.console()` would load a line editor, and says nothing about one stream alone; the link
  /// in proc(5) costs microseconds.
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }

  public void color(ColorMode mode) {
    color = mode;
  }

  public InputStream in() {
    return in;
  }

  public boolean outIsTerminal() {
    return outIsTerminal;
  }

  public boolean errIsTerminal() {
    return errIsTerminal;
  }

  public Map<String, String> environment() {
    return environment;
  }

  /// How wide the terminal is.
  public int columns() {
    String said = environment.getOrDefault("COLUMNS", "");
    OptionalInt columns = said.isEmpty() ? TerminalSize.columns() : TerminalSize.read(said);
    return columns.orElse(USUAL_COLUMNS);
  }

  /// How many lines the terminal has.
  public int rows() {
    String said = environment.getOrDefault("LINES", "");
    OptionalInt rows = said.isEmpty() ? TerminalSize.rows() : TerminalSize.readRows(said);
    return rows.orElse(USUAL_ROWS);
  }

  /// The same terminal with data written elsewhere: for a screen that is put together before it is
  /// shown.
  ///
  /// @param columns how wide it is, so that nobody needs to ask again
  public Terminal into(OutputStream elsewhere, int columns) {
    Map<String, String> sized = new HashMap<>(environment);
    sized.put("COLUMNS", Integer.toString(columns));
    Terminal same = new Terminal(in, elsewhere, err, sized, outIsTerminal, errIsTerminal);
    same.color = color;
    return same;
  }

  /// Data, one line.
  public void line(String text) {
    out(text + "\n");
  }

  /// Data as it stands.
  public void out(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw notWritten(e);
    }
  }

  /// Everything that is not data, one line.
  public void say(String text) {
    sayRaw(text + "\n");
  }

  /// The same without a line end, for progress.
  void sayRaw(String text) {
    try {
      err.write(text.getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException _) {
      // nobody listens to what is only said; the data may still have a reader
    }
  }

  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw notWritten(e);
    }
  }

  /// A reader that left is EPIPE; anything else (a full disk, a closed descriptor) lost data that
  /// somebody waits for. Java tells the two apart by the system's words only, and does not
  /// translate them.
  private static RuntimeException notWritten(IOException e) {
    String why = String.valueOf(e.getMessage());
    return why.contains("Broken pipe")
        ? new ReaderGone(e)
        : new Refusal(Exit.FAILED, "cannot write the output: " + SafeText.of(why), e);
  }

  /// The text for [#out], coloured when that is wanted.
  public String styled(Style style, String safe) {
    return colored(outIsTerminal) ? style.around(safe) : safe;
  }

  /// The text for [#say], coloured when that is wanted.
  public String styledSaid(Style style, String safe) {
    return colored(errIsTerminal) ? style.around(safe) : safe;
  }

  private boolean colored(boolean terminal) {
    return switch (color) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> terminal && variable("NO_COLOR").isEmpty() && !isDumb();
    };
  }

  private boolean isDumb() {
    return variable("TERM").filter("dumb"::equals).isPresent();
  }

  /// A variable that is set and not empty (so `NO_COLOR=` is not set, no-color.org).
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }
}
