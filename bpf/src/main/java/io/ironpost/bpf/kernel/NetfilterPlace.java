package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.AttachType;
import java.util.List;

/// Attaching to netfilter, by a link; there is no older way.
final class NetfilterPlace {
  private static final List<Capability> NEEDS =
      List.of(Capability.CAP_BPF, Capability.CAP_NET_ADMIN);

  private NetfilterPlace() {}

  /// netfilter.pf 16, hooknum 20, priority 24, flags 28
  static Link attach(BpfProgram program, NetfilterHook hook) {
    String where =
        "%s to netfilter %s %s, priority %d"
            .formatted(program.name(), hook.family(), hook.hook(), hook.priority());
    try (LinkCreation link = new LinkCreation(program, 0, AttachType.NETFILTER, 0)) {
      link.u32(16, hook.family().number()).u32(20, hook.hook().ordinal()).u32(24, hook.priority());
      long result = link.result();
      if (LinkCreation.mayBeUnknown(result)) {
        throw Refusal.of("attach " + where, result, "Links to netfilter need kernel 6.4");
      }
      return link.of(where, result, NEEDS);
    }
  }
}
