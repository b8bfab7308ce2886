package io.ironpost.bpf.kernel;

/// Whether an update may make a new entry or change one (`BPF_ANY` …, include/uapi/linux/bpf.h).
public enum UpdateMode {
  ANY(0),
  ONLY_NEW(1),
  ONLY_EXISTING(2);

  private final int flag;

  UpdateMode(int flag) {
    this.flag = flag;
  }

  int flag() {
    return flag;
  }
}
