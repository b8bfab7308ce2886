package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.AttachType;
import java.util.List;
import java.util.OptionalInt;

/// Attaching to XDP: a link, or netlink before 5.9.
final class XdpHook {
  private static final List<Capability> NEEDS =
      List.of(Capability.CAP_BPF, Capability.CAP_NET_ADMIN);

  private XdpHook() {}

  static Attachment attach(BpfProgram program, int interfaceIndex, XdpMode mode) {
    String where = where(program, interfaceIndex, mode);
    try (LinkCreation link =
        new LinkCreation(program, interfaceIndex, AttachType.XDP, mode.flag())) {
      long result = link.result();
      if (result >= 0) {
        return new Link(new Fd(where, (int) result));
      }
      if (LinkCreation.mayBeUnknown(result)) {
        return NetlinkXdp.attach(program, interfaceIndex, mode);
      }
      throw Refusal.of("attach " + where, result, advice(result, interfaceIndex, mode));
    }
  }

  static String where(BpfProgram program, int interfaceIndex, XdpMode mode) {
    return "%s to XDP %s of interface %d".formatted(program.name(), mode, interfaceIndex);
  }

  static String advice(long result, int interfaceIndex, XdpMode mode) {
    Errno errno = Errno.of((int) -result);
    if (errno.equals(Errno.EBUSY) || errno.equals(Errno.EEXIST)) {
      return occupant(interfaceIndex);
    }
    if (errno.equals(Errno.EOPNOTSUPP)) {
      return instead(mode);
    }
    if (errno.equals(Errno.EINVAL) && mode == XdpMode.HARDWARE) {
      return "A card runs only programs that were loaded for it, which is not done here; try native";
    }
    if (errno.equals(Errno.ENODEV)) {
      return "No interface of this network namespace has that number";
    }
    return Refusal.advice(errno, Privileges.ofProcess(), NEEDS);
  }

  private static String instead(XdpMode mode) {
    return switch (mode) {
      case NATIVE -> "Its driver has no native XDP, or not with its present settings; try generic";
      case HARDWARE -> "The network card runs no programs; try native";
      case GENERIC -> "This kernel has no generic XDP (4.12)";
    };
  }

  /// Who is there, as far as one may know: names of others' programs take CAP_SYS_ADMIN.
  private static String occupant(int interfaceIndex) {
    OptionalInt program = NetDevices.xdpProgram(interfaceIndex);
    if (program.isEmpty()) {
      return "Another program came or went at this moment";
    }
    return "Program %s is there: end what attached it, or take it off (ip link set … xdp off)"
        .formatted(named(program.getAsInt()));
  }

  private static String named(int id) {
    try {
      return KernelObjects.open(FdKind.PROGRAM, id).map(XdpHook::name).orElse("") + "number " + id;
    } catch (KernelRefusedException _) {
      return "number " + id;
    }
  }

  private static String name(Fd program) {
    try (program) {
      return ProgramInfo.of(program).name() + ", ";
    }
  }
}
