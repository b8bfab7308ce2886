package io.ironpost.bpf.kernel;

import java.util.Locale;

/// Where on a packet's way an XDP program runs. Flags of `include/uapi/linux/if_link.h`.
public enum XdpMode {
  /// In the driver, before the kernel makes anything of the packet; EOPNOTSUPP where the driver has
  /// no XDP (the loopback, among others).
  NATIVE(1 << 2),
  /// In the kernel behind the driver: works on every interface, for several times the cost.
  GENERIC(1 << 1),
  /// On the network card itself.
  HARDWARE(1 << 3);

  private final int flag;

  XdpMode(int flag) {
    this.flag = flag;
  }

  int flag() {
    return flag;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
