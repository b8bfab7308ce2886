package io.ironpost.bpf.asm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A refusal in words for the author of the program:
///
/// ```
/// R0 invalid mem access 'map_value_or_null'
///   at io.ironpost.Guard.listed(Guard.java:57)
///      asm.load(Size.DW, R1, R0, 0);
///   R0 is map_value_or_null(id=1,map=listed,ks=4,vs=8)
///   Hint: the address may be 0; compare it with 0 before it is used.
/// The way there:
///   ; asm.lookup(LISTED, key); (Guard.java:56)
///      5: (85) call bpf_map_lookup_elem#1   R0=map_value_or_null(id=1,map=listed,ks=4,vs=8)
///   ; asm.load(Size.DW, R1, R0, 0); (Guard.java:57)
///   >  6: (79) r1 = *(u64 *)(r0 +0)
/// ```
record VerifierMessage(Program program, VerifierLog log) {
  private static final Pattern REGISTER = Pattern.compile("\\b[rRw](\\d{1,2})\\b");

  private static final Pattern TAKEN = Pattern.compile("alloc_insn=(\\d{1,7})");
  private static final Pattern WRITTEN = Pattern.compile("(?<=\\) )[rw]\\d{1,2} = ");

  String text() {
    StringBuilder text = new StringBuilder();
    if (log.reason().isEmpty()) {
      text.append("the verifier gave no reason\n");
    }
    log.reason().forEach(line -> text.append(line).append('\n'));
    log.instruction().ifPresent(at -> place(text, at));
    registers(text);
    taken(text);
    VerifierHint.of(log.reason())
        .ifPresent(hint -> text.append("  Hint: ").append(hint).append('\n'));
    way(text);
    return text.toString().stripTrailing();
  }

  private void place(StringBuilder text, int instruction) {
    Optional<SourceLine> source = program.sourceOf(instruction);
    if (source.isEmpty()) {
      text.append("  at instruction %d%n".formatted(instruction));
      return;
    }
    text.append("  at ").append(source.get()).append('\n');
    if (!source.get().text().isEmpty()) {
      text.append("     ").append(source.get().text()).append('\n');
    }
  }

  /// Only those that the reason speaks of or the refused instruction reads.
  private void registers(StringBuilder text) {
    String spokenOf = String.join("\n", log.reason());
    if (!log.way().isEmpty()) {
      spokenOf += "\n" + WRITTEN.matcher(log.way().getLast().text()).replaceFirst("");
    }
    Matcher names = REGISTER.matcher(spokenOf);
    names
        .results()
        .map(m -> "R" + m.group(1))
        .distinct()
        .filter(log.registers()::containsKey)
        .forEach(r -> text.append("  %s is %s%n".formatted(r, log.registers().get(r))));
  }

  /// Where that came from which was not given back.
  private void taken(StringBuilder text) {
    log.reason().stream()
        .map(TAKEN::matcher)
        .filter(Matcher::find)
        .map(m -> program.sourceOf(Integer.parseInt(m.group(1))))
        .flatMap(Optional::stream)
        .forEach(line -> text.append("  taken at ").append(line).append('\n'));
  }

  private void way(StringBuilder text) {
    if (log.way().isEmpty()) {
      return;
    }
    text.append("The way there:\n");
    Optional<SourceLine> before = Optional.empty();
    for (int i = 0; i < log.way().size(); i++) {
      VerifierLog.Step step = log.way().get(i);
      Optional<SourceLine> source = program.sourceOf(step.instruction());
      if (source.isPresent() && !source.equals(before)) {
        text.append("  ").append(Disassembler.comment(source.get())).append('\n');
      }
      before = source;
      step(text, step, i == log.way().size() - 1 ? ">" : " ");
    }
  }

  private static void step(StringBuilder text, VerifierLog.Step step, String mark) {
    text.append("  %s%4d: %s".formatted(mark, step.instruction(), step.text()));
    if (!step.change().isEmpty()) {
      text.append("   ").append(step.change());
    }
    text.append('\n');
  }
}
