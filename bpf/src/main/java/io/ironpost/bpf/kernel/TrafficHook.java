package io.ironpost.bpf.kernel;

import java.util.List;

/// Attaching to an interface's traffic control: a tcx link, or a classifier before 6.6.
final class TrafficHook {
  static final List<Capability> NEEDS = List.of(Capability.CAP_BPF, Capability.CAP_NET_ADMIN);

  private TrafficHook() {}

  static Attachment attach(BpfProgram program, int interfaceIndex, TrafficDirection direction) {
    String where = where(program, interfaceIndex, direction);
    try (LinkCreation link = new LinkCreation(program, interfaceIndex, direction.attach(), 0)) {
      long result = link.result();
      return LinkCreation.mayBeUnknown(result)
          ? ClassifierFilter.attach(program, interfaceIndex, direction)
          : link.of(where, result, NEEDS);
    }
  }

  static String where(BpfProgram program, int interfaceIndex, TrafficDirection direction) {
    return "%s to %s of interface %d".formatted(program.name(), direction, interfaceIndex);
  }
}
