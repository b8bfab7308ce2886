package io.ironpost.ebpf.trace;

import io.ironpost.bpf.asm.AttachType;
import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.btf.BtfException;
import io.ironpost.bpf.btf.KernelBtf;
import io.ironpost.bpf.kernel.Attachment;
import io.ironpost.bpf.kernel.BpfException;
import io.ironpost.bpf.kernel.BpfMap;
import io.ironpost.bpf.kernel.BpfProgram;
import io.ironpost.bpf.kernel.Hooks;
import io.ironpost.bpf.kernel.ProgramMaps;
import io.ironpost.ebpf.trace.TraceMaps.Losses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The programs at work, with the maps they share.
///
/// Raw tracepoints are taken because they need neither tracefs nor typed attaching, and are as old
/// as 4.17; what they are handed is read by the offsets of this kernel's own types.
final class TraceHooks implements AutoCloseable {
  /// @param blind what is not seen without it
  private record Hook(
      String blind, Supplier<Program> program, Function<BpfProgram, Attachment> attach) {}

  private final TraceMaps specs;
  private final ProgramMaps maps;
  private final List<BpfProgram> programs = new ArrayList<>();
  private final List<Attachment> attachments = new ArrayList<>();
  private final List<String> degradations = new ArrayList<>();
  private Optional<TraceCounters> last = Optional.empty();

  private TraceHooks(TraceMaps specs, ProgramMaps maps) {
    this.specs = specs;
    this.maps = maps;
  }

  static TraceHooks attach(TraceSettings settings) {
    KernelBtf kernel = KernelBtf.running();
    TraceMaps specs = TraceMaps.of(settings);
    TraceHooks hooks = new TraceHooks(specs, ProgramMaps.create(List.of(), create(specs)));
    try {
      hooks.attachAll(wanted(kernel, specs, settings), kernel);
      if (settings.connections()) {
        hooks.datagrams(kernel, settings);
      }
      return hooks;
    } catch (RuntimeException e) {
      hooks.close();
      throw e;
    }
  }

  private static Map<MapSpec, BpfMap> create(TraceMaps specs) {
    Map<MapSpec, BpfMap> made = new HashMap<>();
    try {
      for (MapSpec spec : specs.all()) {
        made.put(spec, BpfMap.create(spec));
      }
      return made;
    } catch (BpfException e) {
      made.values().forEach(BpfMap::close);
      throw e;
    }
  }

  /// Forks and program starts are watched for connections too: they say whose those are.
  private static List<Hook> wanted(KernelBtf kernel, TraceMaps specs, TraceSettings settings) {
    List<Hook> hooks = new ArrayList<>();
    hooks.add(
        new Hook(
            "programs that start are not seen",
            () -> ExecProgram.build(kernel, specs, settings),
            program -> Hooks.rawTracepoint(program, "sched_process_exec")));
    hooks.add(
        new Hook(
            "parents that run no program of their own (sub-shells) have no name",
            () -> ForkProgram.build(kernel, specs),
            program -> Hooks.rawTracepoint(program, "sched_process_fork")));
    if (settings.exits()) {
      hooks.add(
          new Hook(
              "processes that end are not seen",
              () -> ExitProgram.build(kernel, specs),
              program -> Hooks.rawTracepoint(program, "sched_process_exit")));
    }
    if (settings.connections()) {
      hooks.add(
          new Hook(
              "TCP connections are not seen",
              () -> SocketProgram.build(kernel, specs, settings),
              program -> Hooks.rawTracepoint(program, "inet_sock_set_state")));
    }
    return hooks;
  }

  /// @throws BpfException the first refusal, when all are refused
  private void attachAll(List<Hook> wanted, KernelBtf kernel) {
    List<RuntimeException> refusals = new ArrayList<>();
    for (Hook hook : wanted) {
      attach(hook, kernel).ifPresent(refusals::add);
    }
    if (attachments.isEmpty()) {
      throw refusals.getFirst();
    }
  }

  private Optional<RuntimeException> attach(Hook hook, KernelBtf kernel) {
    try {
      BpfProgram program = BpfProgram.load(hook.program().get(), maps, kernel);
      programs.add(program);
      attachments.add(hook.attach().apply(program));
      return Optional.empty();
    } catch (BpfException | BtfException e) {
      degradations.add(hook.blind() + ": " + e.getMessage());
      return Optional.of(e);
    }
  }

  private void datagrams(KernelBtf kernel, TraceSettings settings) {
    Optional<Path> folder = settings.cgroup().or(CgroupMount::version2);
    if (folder.isEmpty()) {
      degradations.add(
          "UDP is not seen: it is watched at the root of cgroup version 2, which is not mounted"
              + " (mount -t cgroup2 none /sys/fs/cgroup)");
      return;
    }
    List<AttachType> places =
        List.of(
            AttachType.CGROUP_INET4_CONNECT,
            AttachType.CGROUP_INET6_CONNECT,
            AttachType.CGROUP_UDP4_SENDMSG,
            AttachType.CGROUP_UDP6_SENDMSG);
    for (AttachType place : places) {
      Hook hook =
          new Hook(
              "UDP is not all seen",
              () -> DatagramProgram.build(kernel, specs, settings, place),
              program -> Hooks.controlGroup(program, folder.get(), place));
      if (attach(hook, kernel).isPresent()) {
        return; // the others would be refused for the same reason
      }
    }
  }

  BpfMap ring() {
    return maps.get(specs.ring());
  }

  List<String> degradations() {
    return List.copyOf(degradations);
  }

  /// With what the reader counted. After the end: how it was then.
  synchronized TraceCounters counters(EventReader reader) {
    TraceCounters kernel = last.orElseGet(this::kernelCounters);
    return new TraceCounters(
        reader.read(),
        reader.written(),
        kernel.lostRingFull(),
        kernel.lostBusy(),
        kernel.limited(),
        reader.cut(),
        kernel.unreadable(),
        reader.forgotten());
  }

  private TraceCounters kernelCounters() {
    BpfMap losses = maps.get(specs.losses());
    long busy = programs.stream().mapToLong(p -> p.info().recursionMisses()).sum();
    return new TraceCounters(
        0,
        0,
        losses.sum(0, Losses.RING_FULL.offset()),
        busy,
        losses.sum(0, Losses.LIMITED.offset()),
        0,
        losses.sum(0, Losses.UNREADABLE.offset()),
        0);
  }

  @Override
  public synchronized void close() {
    if (last.isPresent()) {
      return;
    }
    attachments.forEach(Attachment::close);
    last = Optional.of(kernelCounters());
    programs.forEach(BpfProgram::close);
    maps.close();
  }
}
