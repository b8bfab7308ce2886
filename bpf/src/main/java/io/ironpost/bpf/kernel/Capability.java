package io.ironpost.bpf.kernel;

/// Capabilities that eBPF asks for, with their bit in /proc/self/status
/// (include/uapi/linux/capability.h).
public enum Capability {
  CAP_NET_ADMIN(12),
  CAP_SYS_ADMIN(21),
  CAP_SYS_RESOURCE(24),
  CAP_PERFMON(38),
  CAP_BPF(39);

  private final int bit;

  Capability(int bit) {
    this.bit = bit;
  }

  /// Its number, which capabilities(7) and old versions of setpriv(1) know it by.
  public int bit() {
    return bit;
  }

  /// Whether a mask as in `CapEff` holds it.
  public boolean isIn(long mask) {
    return (mask >>> bit & 1) == 1;
  }
}
