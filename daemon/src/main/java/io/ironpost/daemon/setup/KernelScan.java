package io.ironpost.daemon.setup;

import io.ironpost.bpf.asm.MapType;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.kernel.Availability;
import io.ironpost.bpf.kernel.Capability;
import io.ironpost.bpf.kernel.Feature;
import io.ironpost.bpf.kernel.Feature.Named;
import io.ironpost.bpf.kernel.Features;
import io.ironpost.bpf.kernel.Pins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What this kernel gives this process of what the programs on the wire want, and how to get what
/// it does not give.
///
/// Asks by trying, as the daemon does; so the answer is the daemon's only for a process with the
/// daemon's rights. Where a right is missing, only that is told: what needs it cannot be tried.
public final class KernelScan {
  /// bpffs is looked for above this folder when nothing is pinned anywhere.
  private static final Path USUAL_PINS = Path.of("/sys/fs/bpf/ironpost");

  private static final List<Capability> RIGHTS =
      List.of(Capability.CAP_BPF, Capability.CAP_NET_ADMIN, Capability.CAP_PERFMON);

  private static final List<Capability> OLD_RIGHTS =
      List.of(Capability.CAP_SYS_ADMIN, Capability.CAP_NET_ADMIN);

  private final Features features;
  private final Predicate<Path> hasBpffs;

  KernelScan(Features features, Predicate<Path> hasBpffs) {
    this.features = features;
    this.hasBpffs = hasBpffs;
  }

  /// Of the machine that this runs on.
  public static KernelScan running() {
    return new KernelScan(Features.running(), Pins::isBpffs);
  }

  /// Something wanted and what is lost without it.
  private record Wanted(String name, Feature feature, String without) {}

  private static List<Wanted> wanted() {
    return List.of(
        new Wanted(
            "xdp", new Feature.OfProgram(ProgramType.XDP), "no packet is dropped, counted or seen"),
        new Wanted("networks", new Feature.OfMap(MapType.LPM_TRIE), "networks cannot be blocked"),
        new Wanted(
            "swap",
            new Feature.OfMap(MapType.ARRAY_OF_MAPS),
            "lists of addresses cannot be replaced in one step"),
        new Wanted(
            "ring_buffer",
            Named.RING_BUFFER,
            "detectors and rules see no packets, programs or connections"),
        new Wanted("boot_clock", Named.BOOT_CLOCK, "blocks cannot end in the kernel by themselves"),
        new Wanted(
            "xdp_link",
            Named.XDP_LINK,
            "the older way to attach is used, which a killed daemon leaves behind"),
        new Wanted(
            "tcx", Named.TCX_LINK, "the older way is used to see packets that leave this host"),
        new Wanted(
            "btf",
            Named.KERNEL_TYPES,
            "who started which program, and who connects where, is not seen"),
        new Wanted(
            "raw_tracepoint",
            new Feature.OfProgram(ProgramType.RAW_TRACEPOINT),
            "who started which program, and who connects where, is not seen"));
  }

  /// @param pins where the daemon pins; an empty path for nowhere
  public List<KernelFact> facts(Path pins) {
    List<KernelFact> facts = new ArrayList<>();
    facts.add(KernelFact.there("kernel", "Linux " + features.version()));
    facts.add(rights());
    facts.add(bpffs(pins.toString().isEmpty() ? USUAL_PINS : pins));
    facts.add(compiler());
    for (Wanted one : wanted()) {
      if (features.privileges().missing(one.feature().needs()).isEmpty()) {
        facts.add(fact(one));
      }
    }
    return facts;
  }

  private KernelFact rights() {
    List<Capability> missing = features.privileges().missing(RIGHTS);
    if (missing.isEmpty()) {
      return KernelFact.there("rights", names(RIGHTS, ", "));
    }
    // CAP_BPF and CAP_PERFMON are of 5.8; before, CAP_SYS_ADMIN stood for both.
    List<Capability> wanted = features.version().isAtLeast(5, 8) ? RIGHTS : OLD_RIGHTS;
    return KernelFact.missing(
        "rights",
        "this process has no " + names(missing, ", "),
        "nothing is guarded or traced",
        "run it as root, or as a service with AmbientCapabilities=%s (systemd.exec(5))"
            .formatted(names(wanted, " ")));
  }

  private static String names(List<Capability> capabilities, String between) {
    return capabilities.stream().map(Enum::name).collect(Collectors.joining(between));
  }

  private KernelFact bpffs(Path pins) {
    if (hasBpffs.test(pins)) {
      return KernelFact.there("bpffs", pins.toString());
    }
    return KernelFact.missing(
        "bpffs",
        pins + " is on no bpffs",
        "blocks end when the daemon is killed, until it is started again",
        "mount -t bpf bpf /sys/fs/bpf, and a line in /etc/fstab: bpf /sys/fs/bpf bpf mode=0700 0 0");
  }

  private KernelFact compiler() {
    return switch (features.settings().compiler()) {
      case YES, UNKNOWN -> KernelFact.there("jit", "programs become machine code");
      case NO ->
          KernelFact.missing(
              "jit",
              "programs are interpreted",
              "each packet costs several times as much",
              "sysctl -w net.core.bpf_jit_enable=1");
    };
  }

  private KernelFact fact(Wanted wanted) {
    return switch (features.of(wanted.feature())) {
      case Availability.Available() -> KernelFact.there(wanted.name(), wanted.feature().toString());
      case Availability.Missing(var why, var advice) ->
          KernelFact.missing(wanted.name(), why, wanted.without(), advice);
    };
  }
}
