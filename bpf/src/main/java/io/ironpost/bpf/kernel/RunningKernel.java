package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.MapType;
import io.ironpost.bpf.btf.BtfException;
import io.ironpost.bpf.btf.KernelBtf;
import java.util.Optional;

/// Asks the running kernel by trying.
final class RunningKernel implements FeatureSource {
  private static final String LINK_TYPES = "bpf_link_type"; // include/uapi/linux/bpf.h

  private Optional<KernelBtf> types = Optional.empty();
  private boolean typesRead;

  @Override
  public KernelVersion version() {
    return KernelVersion.running();
  }

  @Override
  public Privileges privileges() {
    return Privileges.ofProcess();
  }

  @Override
  public KernelSettings settings() {
    return KernelSettings.running();
  }

  @Override
  public Availability probe(Feature feature) {
    return Unavailable.forLackOf(privileges(), feature).orElseGet(() -> tried(feature));
  }

  private Availability tried(Feature feature) {
    long result =
        switch (feature) {
          case Feature.OfMap(var type) -> ProbeMaps.tryType(type);
          case Feature.OfProgram(var type) -> ProbePrograms.tryType(type, this::kernelTypes);
          case Feature.OfHelper(var type, var helper) -> ProbePrograms.tryHelper(type, helper);
          case Feature.Named named -> named(named);
        };
    if (result >= 0) {
      return new Availability.Available();
    }
    Errno errno = Errno.of((int) -result);
    return errno.equals(Errno.EPERM)
        ? Unavailable.forbidden(feature, errno)
        : Unavailable.on(version(), feature);
  }

  private long named(Feature.Named feature) {
    return switch (feature) {
      case KERNEL_TYPES -> present(kernelTypes().isPresent());
      case RING_BUFFER -> ProbeMaps.tryType(MapType.RINGBUF);
      case MAPPED_ARRAYS -> ProbeMaps.tryMappedArray();
      case BATCHES -> ProbeMaps.tryBatch();
      case BOUNDED_LOOPS -> ProbePrograms.tryLoop();
      case BOOT_CLOCK -> ProbePrograms.tryBootClock();
      case COMPILER -> ProbePrograms.tryCompiler();
      case RUN_STATISTICS -> RunStatistics.probe();
      case CGROUP_LINK -> link(feature, "BPF_LINK_TYPE_CGROUP");
      case XDP_LINK -> link(feature, "BPF_LINK_TYPE_XDP");
      case TRACEPOINT_LINK -> link(feature, "BPF_LINK_TYPE_PERF_EVENT");
      case NETFILTER_LINK -> link(feature, "BPF_LINK_TYPE_NETFILTER");
      case TCX_LINK -> link(feature, "BPF_LINK_TYPE_TCX");
    };
  }

  /// To try a link would be to attach something for a moment, so the kernel's own list of link
  /// types is read; where it has no BTF, its version decides.
  private long link(Feature.Named feature, String constant) {
    return present(
        kernelTypes()
            .map(types -> types.enumValue(LINK_TYPES, constant).isPresent())
            .orElseGet(() -> version().compareTo(feature.since()) >= 0));
  }

  private static long present(boolean there) {
    return there ? 0 : -Errno.EOPNOTSUPP.number();
  }

  /// Read at the first question that needs them, and kept: it takes as long as all other probes.
  private synchronized Optional<KernelBtf> kernelTypes() {
    if (!typesRead) {
      types = readTypes();
      typesRead = true;
    }
    return types;
  }

  private static Optional<KernelBtf> readTypes() {
    try {
      return Optional.of(KernelBtf.running());
    } catch (BtfException _) {
      return Optional.empty();
    }
  }
}
