package io.ironpost.ebpf.guard;

import java.util.Locale;

/// Where on a packet's way the XDP program runs.
public enum AttachMode {
  /// In the driver; behind it, and said so, where the driver cannot.
  AUTO,
  /// In the driver, before the kernel has made anything of the packet, or not at all.
  NATIVE,
  /// Behind the driver: works with every driver, costs some five times as much per packet.
  SKB,
  /// On the network card; in the driver or behind it, and said so, where the card cannot. None that
  /// is known to us can: programs with rings and prefix tries run on no card.
  HARDWARE;

  /// The word in configurations and on screens: `native`.
  public String word() {
    return this == HARDWARE ? "hw" : name().toLowerCase(Locale.ROOT);
  }
}
