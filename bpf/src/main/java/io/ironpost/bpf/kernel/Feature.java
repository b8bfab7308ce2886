package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.Helper;
import io.ironpost.bpf.asm.MapType;
import io.ironpost.bpf.asm.ProgramType;
import java.util.List;

/// Something of eBPF that not every kernel has.
public sealed interface Feature {
  /// The first kernel that has it.
  KernelVersion since();

  /// What the kernel asks for before it lets one use it.
  List<Capability> needs();

  /// A kind of map.
  record OfMap(MapType type) implements Feature {
    @Override
    public KernelVersion since() {
      return FeatureVersions.of(type);
    }

    @Override
    public List<Capability> needs() {
      return List.of(Capability.CAP_BPF);
    }

    @Override
    public String toString() {
      return "map type " + type;
    }
  }

  /// A kind of program.
  record OfProgram(ProgramType type) implements Feature {
    @Override
    public KernelVersion since() {
      return FeatureVersions.of(type);
    }

    @Override
    public List<Capability> needs() {
      return ProgramLoad.needs(type);
    }

    @Override
    public String toString() {
      return "program type " + type;
    }
  }

  /// A kernel function, called by a kind of program: not all kinds may call all.
  record OfHelper(ProgramType type, Helper helper) implements Feature {
    @Override
    public KernelVersion since() {
      return KernelVersion.parse(helper.since());
    }

    @Override
    public List<Capability> needs() {
      return ProgramLoad.needs(type);
    }

    @Override
    public String toString() {
      return "bpf_%s() in a program of type %s".formatted(helper.kernelName(), type);
    }
  }

  /// Everything else, by name.
  enum Named implements Feature {
    /// The kernel's own types, for offsets and `tp_btf` programs.
    KERNEL_TYPES("kernel types (BTF)", 5, 4, Rights.NONE),
    RING_BUFFER("ring buffer", 5, 8, Rights.BPF),
    BOUNDED_LOOPS("bounded loops", 5, 3, Rights.NETWORK),
    BATCHES("many map entries in one call", 5, 6, Rights.BPF),
    MAPPED_ARRAYS("arrays as memory", 5, 5, Rights.BPF),
    BOOT_CLOCK("clock that runs during suspend", 5, 8, Rights.NETWORK),
    COMPILER("compilation to machine code (JIT)", 3, 18, Rights.BPF),
    RUN_STATISTICS("run time statistics by call", 5, 8, Rights.ADMINISTRATION),
    CGROUP_LINK("links on control groups", 5, 7, Rights.NETWORK),
    XDP_LINK("links on XDP", 5, 9, Rights.NETWORK),
    TRACEPOINT_LINK("links on tracepoints", 5, 15, Rights.TRACING),
    NETFILTER_LINK("links on netfilter", 6, 4, Rights.NETWORK),
    TCX_LINK("links on traffic control (tcx)", 6, 6, Rights.NETWORK);

    private final String words;
    private final int major;
    private final int minor;
    private final Rights rights;

    Named(String words, int major, int minor, Rights rights) {
      this.words = words;
      this.major = major;
      this.minor = minor;
      this.rights = rights;
    }

    @Override
    public KernelVersion since() {
      return KernelVersion.of(major, minor);
    }

    @Override
    public List<Capability> needs() {
      return rights.capabilities();
    }

    @Override
    public String toString() {
      return words;
    }

    /// What kinds of use ask for.
    private enum Rights {
      NONE,
      BPF,
      NETWORK,
      TRACING,
      ADMINISTRATION;

      List<Capability> capabilities() {
        return switch (this) {
          case NONE -> List.of();
          case BPF -> List.of(Capability.CAP_BPF);
          case NETWORK -> List.of(Capability.CAP_BPF, Capability.CAP_NET_ADMIN);
          case TRACING -> List.of(Capability.CAP_BPF, Capability.CAP_PERFMON);
          case ADMINISTRATION -> List.of(Capability.CAP_SYS_ADMIN);
        };
      }
    }
  }
}
