package io.ironpost.bpf.asm;

/// Whether a record in a ring wakes its reader (`BPF_RB_*`, include/uapi/linux/bpf.h).
public enum RingWake {
  /// If the reader has caught up.
  AUTO,
  /// Never: the reader looks by a timer of its own, which costs the program less.
  NEVER,
  ALWAYS;

  int flag() {
    return ordinal();
  }
}
