package io.ironpost.bpf.asm;

/// Some instructions: a branch, a loop's body, a function.
@FunctionalInterface
public interface Block {
  Block NOTHING = () -> {};

  /// Emits them.
  void emit();
}
