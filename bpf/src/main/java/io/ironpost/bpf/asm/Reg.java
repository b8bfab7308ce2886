package io.ironpost.bpf.asm;

/// The registers (instruction-set.rst, "Registers and calling convention"): a call returns in `R0`,
/// takes its arguments in `R1` to `R5` and clobbers them; `R6` to `R9` survive calls; `FP` is the
/// top of the stack and can only be read.
public enum Reg implements Argument {
  R0,
  R1,
  R2,
  R3,
  R4,
  R5,
  R6,
  R7,
  R8,
  R9,
  FP;

  private static final Reg[] ALL = values();

  /// The number in the instruction's four bits.
  public int number() {
    return ordinal();
  }

  /// As the kernel's own tools write it: `r0` to `r9`, `r10`.
  public String text() {
    return "r" + ordinal();
  }

  static Reg argument(int index) {
    return ALL[R1.ordinal() + index];
  }
}
