package io.ironpost.bpf.asm;

import java.util.Arrays;

/// What holds on every way to an instruction.
final class FlowState {
  /// The cursor's register holds something else.
  static final int ELSEWHERE = -1;

  private int written;
  private final int[] checkedBytes;

  private FlowState(int written, int[] checkedBytes) {
    this.written = written;
    this.checkedBytes = checkedBytes;
  }

  /// At the start of a function.
  static FlowState atEntry(int arguments, int cursors) {
    int[] checked = new int[cursors];
    Arrays.fill(checked, ELSEWHERE);
    return new FlowState(Effects.firstArguments(arguments) | Effects.bit(Reg.FP), checked);
  }

  FlowState copy() {
    return new FlowState(written, checkedBytes.clone());
  }

  /// Registers that hold something, as bits.
  int written() {
    return written;
  }

  void writes(int registers) {
    written |= registers;
  }

  void forgets(int registers) {
    written &= ~registers;
  }

  int checked(int cursor) {
    return checkedBytes[cursor];
  }

  void check(int cursor, int bytes) {
    checkedBytes[cursor] = bytes;
  }

  /// Keeps what both ways have in common.
  ///
  /// @return whether this became less
  boolean meet(FlowState other) {
    int before = written;
    written &= other.written;
    boolean changed = written != before;
    for (int i = 0; i < checkedBytes.length; i++) {
      if (other.checkedBytes[i] < checkedBytes[i]) {
        checkedBytes[i] = other.checkedBytes[i];
        changed = true;
      }
    }
    return changed;
  }
}
