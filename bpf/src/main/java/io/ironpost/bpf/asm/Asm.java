package io.ironpost.bpf.asm;

import java.util.function.Consumer;

/// Builds a program, instruction by instruction, from top to bottom:
///
/// ```java
/// Program p = Asm.program("drop_all", ProgramType.XDP, asm -> asm.exit(XdpMd.DROP));
/// ```
///
/// Every instruction remembers the Java line that emitted it. [Build] then checks what can be known
/// without a kernel: labels are placed, jumps reach, nothing runs past the end, no register is read
/// that nothing wrote, no byte of a packet is read that was not checked.
public final class Asm extends Calls {
  private final ProgramSpec spec;

  private Asm(ProgramSpec spec) {
    this.spec = spec;
  }

  public static Program program(String name, ProgramType type, Consumer<Asm> body) {
    return program(ProgramSpec.of(name, type), body);
  }

  public static Program program(ProgramSpec spec, Consumer<Asm> body) {
    Asm asm = new Asm(spec);
    body.accept(asm);
    return new Build(asm, spec).finish();
  }

  /// A cursor at the packet's first byte.
  ///
  /// @param context what the program was handed in `R1`, in whatever register it is now
  /// @param data will point into the packet; `R6` to `R9` survive calls
  /// @param end will point behind it
  /// @param scratch lost at every check
  public PacketCursor packet(Reg context, Reg data, Reg end, Reg scratch) {
    requireThat(context != end && data != end && scratch != data, "the registers are not apart");
    return switch (spec.type()) {
      case XDP ->
          PacketCursor.atStart(this, context, XdpMd.DATA, XdpMd.DATA_END, data, end, scratch);
      case SCHED_CLS, SCHED_ACT, CGROUP_SKB, SK_SKB, LWT_IN, LWT_OUT, LWT_XMIT ->
          PacketCursor.atStart(this, context, SkBuff.DATA, SkBuff.DATA_END, data, end, scratch);
      default ->
          throw new AssemblyException(
              CallSite.find(), spec.type() + " programs cannot point into packets");
    };
  }

  void requireThat(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssemblyException(CallSite.find(), otherwise);
    }
  }
}
