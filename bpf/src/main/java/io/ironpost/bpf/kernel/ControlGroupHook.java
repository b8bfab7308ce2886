package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.AttachType;
import java.nio.file.Path;
import java.util.List;

/// Attaching to a control group, by a link (5.7).
final class ControlGroupHook {
  private static final List<Capability> NEEDS =
      List.of(Capability.CAP_BPF, Capability.CAP_NET_ADMIN);

  private ControlGroupHook() {}

  static Link attach(BpfProgram program, Path folder, AttachType attach) {
    String where = "%s to %s of control group %s".formatted(program.name(), attach, folder);
    try (Fd group = OpenFolder.of(folder);
        LinkCreation link = new LinkCreation(program, group.number(), attach, 0)) {
      long result = link.result();
      if (result == -Errno.EBADF.number()) {
        throw Refusal.of(
            "attach " + where, result, "It must be a control group of version 2 (cgroup2)");
      }
      return link.of(where, result, NEEDS);
    }
  }
}
