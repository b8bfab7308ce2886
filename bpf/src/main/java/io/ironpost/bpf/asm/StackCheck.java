package io.ironpost.bpf.asm;

import java.util.List;

/// Whether functions that call each other fit on the stack together, as the verifier counts
/// (`check_max_stack_depth`, kernel/bpf/verifier.c): each frame rounded up to 32 bytes, at most 8
/// frames.
///
/// @param depths what each function's slots take
record StackCheck(
    List<Program.Function> functions,
    List<Integer> depths,
    List<Calls.Reference> references,
    List<SourceLine> lines) {
  private static final int FRAME_ALIGNMENT = 32;
  private static final int MAX_FRAMES = 8;

  void check() {
    follow(0, 0, 1);
  }

  private void follow(int function, int above, int frames) {
    int depth = above + rounded(Math.max(depths.get(function), 1));
    for (Calls.Reference call : references) {
      if (functionAt(call.instruction()) == function) {
        int callee = indexOf(call.function());
        check(call, depth + rounded(Math.max(depths.get(callee), 1)), frames + 1);
        follow(callee, depth, frames + 1);
      }
    }
  }

  private void check(Calls.Reference call, int depth, int frames) {
    String callee = call.function().name();
    if (frames > MAX_FRAMES) {
      throw new AssemblyException(
          lines.get(call.instruction()), "calls go deeper than 8, or in a circle, at " + callee);
    }
    if (depth > Memory.MAX_STACK) {
      throw new AssemblyException(
          lines.get(call.instruction()),
          "the stack holds 512 bytes, not %d with those of %s".formatted(depth, callee));
    }
  }

  private int functionAt(int instruction) {
    int found = 0;
    for (int i = 0; i < functions.size(); i++) {
      if (functions.get(i).start() <= instruction) {
        found = i;
      }
    }
    return found;
  }

  private int indexOf(SubProgram wanted) {
    for (int i = 1; i < functions.size(); i++) {
      if (functions.get(i).name().equals(wanted.name())) {
        return i;
      }
    }
    throw new IllegalStateException(wanted.name());
  }

  private static int rounded(int depth) {
    return (depth + FRAME_ALIGNMENT - 1) / FRAME_ALIGNMENT * FRAME_ALIGNMENT;
  }
}
