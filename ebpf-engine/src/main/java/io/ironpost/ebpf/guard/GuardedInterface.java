package io.ironpost.ebpf.guard;

import io.ironpost.bpf.kernel.Attachment;
import io.ironpost.bpf.kernel.BpfProgram;
import io.ironpost.bpf.kernel.Link;
import io.ironpost.bpf.kernel.LinkInfo;
import io.ironpost.bpf.kernel.NetDevice;
import io.ironpost.bpf.kernel.ProgramInfo;
import io.ironpost.ebpf.guard.GuardStatistics.Interface;
import java.util.List;
import java.util.Optional;

/// One interface with the programs at work on it.
final class GuardedInterface implements AutoCloseable {
  private final NetDevice device;
  private final GuardPrograms programs;
  private final KernelMaps maps;
  private final AttachMode mode;
  private final Attachment ingress;
  private final Optional<Attachment> egress;
  private BpfProgram judge;

  /// @param mode where it was attached
  /// @param judge the program of `ingress`
  GuardedInterface(
      NetDevice device,
      GuardPrograms programs,
      KernelMaps maps,
      AttachMode mode,
      Attachment ingress,
      BpfProgram judge,
      Optional<Attachment> egress) {
    this.device = device;
    this.programs = programs;
    this.maps = maps;
    this.mode = mode;
    this.ingress = ingress;
    this.judge = judge;
    this.egress = egress;
  }

  GuardPrograms programs() {
    return programs;
  }

  /// Puts a program with other rules in the place of the present one: no packet meets neither.
  synchronized void replace(BpfProgram other) {
    ingress.replace(other);
    judge.close();
    judge = other;
  }

  /// Whether the judging program still is where it was put. A link says so itself; what was
  /// attached by netlink is known by its interface.
  ///
  /// @param present the interfaces there are now
  synchronized Standing standing(List<NetDevice> present) {
    if (ingress instanceof Link link) {
      LinkInfo info = link.info();
      if (info.interfaceIndex() == 0) {
        return Standing.OUTDATED;
      }
      return info.programId() == judge.info().id() ? Standing.HELD : Standing.TAKEN_OVER;
    }
    boolean isThere =
        present.stream()
            .anyMatch(one -> one.index() == device.index() && one.xdpProgram().isPresent());
    return isThere ? Standing.HELD : Standing.OUTDATED;
  }

  synchronized Interface statistics() {
    Counters c = Counters.read(maps.get(programs.maps().counters()), programs.slot());
    ProgramInfo info = judge.info();
    return new Interface(
        device.name(),
        mode,
        c.pair(CounterLayout.TCP),
        c.pair(CounterLayout.UDP),
        c.pair(CounterLayout.ICMP),
        c.pair(CounterLayout.ICMP_V6),
        c.pair(CounterLayout.ARP),
        c.pair(CounterLayout.OTHER),
        c.pair(CounterLayout.NON_IP),
        c.pair(CounterLayout.BLOCKED),
        c.pair(CounterLayout.FILTERED),
        c.pair(CounterLayout.LIMITED),
        c.pair(CounterLayout.ALLOWED),
        c.pair(CounterLayout.MALFORMED),
        info.runTime().toNanos(),
        info.runs());
  }

  /// Lets go of the descriptors: unless a pin holds them, the programs end.
  @Override
  public synchronized void close() {
    egress.ifPresent(Attachment::close);
    ingress.close();
    judge.close();
  }
}
