package io.ironpost.bpf.asm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the kernel's verifier had to say when it refused a program, taken apart: the reason, the
/// instruction, the way there and what was in the registers (`verbose(env, …)` all over
/// kernel/bpf/verifier.c; the form changed a little with most releases, so nothing is taken for
/// granted and any text can be read).
///
/// @param reason the verifier's own lines, without its statistics
/// @param instruction the refused one; empty when the log names none
/// @param way the last instructions that were followed, the refused one at the end
/// @param registers what was known before the refused instruction, as in `R0` to `scalar()`
public record VerifierLog(
    List<String> reason, OptionalInt instruction, List<Step> way, Map<String, String> registers) {

  /// An instruction that the verifier followed.
  ///
  /// @param change what it did to registers, in the verifier's words; may be empty
  public record Step(int instruction, String text, String change) {}

  /// Logs grow to megabytes where a loop is followed round by round; the refusal is at the end.
  static final int TAIL = 64 * 1024;

  /// Enough to see where a value came from without hiding the refusal.
  private static final int SHOWN_STEPS = 8;

  /// A refusal is one to three lines; more of them are of no use to a reader.
  private static final int MAX_REASON = 12;

  private static final Pattern STEP = Pattern.compile("(\\d{1,7}): (\\([0-9a-f]{2}\\) .*)");
  private static final Pattern STATE =
      Pattern.compile("(?:from \\d{1,7} to )?\\d{1,7}: ((?:frame\\d+: )?(?:R\\d|frame).*)");
  private static final Pattern STATE_BEHIND_JUMP = Pattern.compile(" \\d{1,7}: (?=R\\d|frame\\d)");
  private static final Pattern NAMED = Pattern.compile("insn (\\d{1,7})");
  private static final Pattern NOISE =
      Pattern.compile(
          "(?:processed|verification time|stack depth|mark_precise|parent|regs=|last_idx|;"
              + "|caller:|callee:|returning from|to caller|func#|Live regs|from \\d).*");

  public VerifierLog {
    reason = List.copyOf(reason);
    way = List.copyOf(way);
    registers = Map.copyOf(registers);
  }

  /// Reads any text.
  public static VerifierLog read(String log) {
    return new Reading().read(tail(log));
  }

  /// What to tell the author of the program.
  public static String explain(Program program, String log) {
    return new VerifierMessage(program, read(log)).text();
  }

  private static String tail(String log) {
    if (log.length() <= TAIL) {
      return log;
    }
    String end = log.substring(log.length() - TAIL);
    return end.substring(end.indexOf('\n') + 1);
  }

  /// The state while a log is read from top to bottom.
  private static final class Reading {
    private final List<Step> way = new ArrayList<>();
    private final List<String> reason = new ArrayList<>();
    private final VerifierState state = new VerifierState();
    private String pending = "";

    VerifierLog read(String log) {
      log.lines().forEach(this::line);
      return new VerifierLog(reason, refused(), lastSteps(), state.known());
    }

    private void line(String line) {
      Matcher step = STEP.matcher(line);
      Matcher full = STATE.matcher(line);
      if (step.matches()) {
        step(Integer.parseInt(step.group(1)), step.group(2));
      } else if (full.matches()) {
        replaceState(full.group(1));
      } else if (line.startsWith(" R") || line.startsWith(" frame")) {
        replaceState(line.strip());
      } else if (!line.isBlank() && !NOISE.matcher(line).matches() && reason.size() < MAX_REASON) {
        reason.add(line.strip());
      }
    }

    private void replaceState(String text) {
      pending = "";
      state.replace(text);
    }

    /// What the instruction before changed counts from here on; what this one changes is not yet.
    private void step(int instruction, String text) {
      reason.clear();
      state.change(pending);
      pending = "";
      Matcher behindJump = STATE_BEHIND_JUMP.matcher(text);
      int comment = text.indexOf("; ");
      if (comment >= 0) {
        pending = text.substring(comment + 2);
        way.add(new Step(instruction, text.substring(0, comment).strip(), pending));
      } else if (behindJump.find()) {
        way.add(new Step(instruction, text.substring(0, behindJump.start()).strip(), ""));
        state.replace(text.substring(behindJump.end()));
      } else {
        way.add(new Step(instruction, text.strip(), ""));
      }
    }

    private OptionalInt refused() {
      Optional<Matcher> named =
          reason.stream().map(NAMED::matcher).filter(Matcher::find).findFirst();
      if (way.isEmpty()) {
        return named
            .map(m -> OptionalInt.of(Integer.parseInt(m.group(1))))
            .orElse(OptionalInt.empty());
      }
      return OptionalInt.of(way.getLast().instruction());
    }

    private List<Step> lastSteps() {
      return way.subList(Math.max(way.size() - SHOWN_STEPS, 0), way.size());
    }
  }
}
