package io.ironpost.bpf.asm;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds the line of Java that wants an instruction: the first frame that is not the assembler's.
/// One walk is a few microseconds and sees two or three frames; programs have a few hundred
/// instructions.
final class CallSite {
  private static final Set<Class<?>> OWN =
      Set.of(
          Emitter.class,
          Arithmetic.class,
          Memory.class,
          Flow.class,
          Calls.class,
          Arguments.class,
          Slot.class,
          Asm.class,
          Loop.class,
          PacketCursor.class,
          CallSite.class);

  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private static final SourceLine UNKNOWN = new SourceLine("?", "?", "?", 0, "");

  private CallSite() {}

  static SourceLine find() {
    return WALKER.walk(CallSite::first).orElse(UNKNOWN);
  }

  private static Optional<SourceLine> first(Stream<StackWalker.StackFrame> frames) {
    return frames.filter(f -> isAuthors(f.getDeclaringClass())).findFirst().map(CallSite::line);
  }

  /// The JDK's own frames stand between where an instruction is emitted for each of a list.
  private static boolean isAuthors(Class<?> emitter) {
    return !OWN.contains(emitter) && !emitter.getPackageName().startsWith("java.");
  }

  private static SourceLine line(StackWalker.StackFrame frame) {
    String file = frame.getFileName();
    return new SourceLine(
        frame.getClassName(),
        file == null ? "?" : file,
        method(frame.getMethodName()),
        Math.max(frame.getLineNumber(), 0),
        "");
  }

  /// A lambda stands in the method around it: `lambda$parse$3` is `parse`.
  private static String method(String name) {
    if (!name.startsWith("lambda$")) {
      return name;
    }
    int end = name.lastIndexOf('$');
    return end > "lambda$".length() ? name.substring("lambda$".length(), end) : name;
  }
}
