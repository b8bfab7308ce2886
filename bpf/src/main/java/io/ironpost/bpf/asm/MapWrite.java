package io.ironpost.bpf.asm;

/// Which entries an update may write (`BPF_ANY` and kin, include/uapi/linux/bpf.h).
public enum MapWrite {
  /// New or there already.
  ANY,
  /// Only one that is not there.
  NEW,
  /// Only one that is there.
  EXISTING;

  int flag() {
    return ordinal();
  }
}
