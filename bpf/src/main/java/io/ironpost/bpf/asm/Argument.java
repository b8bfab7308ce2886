package io.ironpost.bpf.asm;

/// What a helper is handed: a register as it is, the address of a slot, a map, or a number.
public sealed interface Argument permits Reg, Slot, MapSpec, Argument.Number {
  /// @param value shortest load is chosen
  record Number(long value) implements Argument {}

  /// A number, to be imported by name: `call(Helper.REDIRECT, number(3), number(0))`.
  static Argument number(long value) {
    return new Number(value);
  }
}
