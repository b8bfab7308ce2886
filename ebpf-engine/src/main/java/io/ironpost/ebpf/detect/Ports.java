package io.ironpost.ebpf.detect;

import java.util.Set;

/// A set of ports asked without boxing.
final class Ports {
  private static final int ALL = 65_536;

  private Ports() {}

  static boolean[] of(Set<Integer> ports) {
    boolean[] is = new boolean[ALL];
    ports.forEach(port -> is[port] = true);
    return is;
  }
}
