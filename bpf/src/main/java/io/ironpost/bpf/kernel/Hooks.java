package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.AttachType;
import java.nio.file.Path;

/// Attaches programs, by a link where the kernel has that kind, else in the way it had before.
///
/// Interfaces are those of the calling thread's network namespace, also for what is done later with
/// the attachment.
public final class Hooks {
  private Hooks() {}

  /// Runs a program for each packet that an interface receives.
  ///
  /// @throws KernelRefusedException with EBUSY and the name of the program that is there; with
  ///   EOPNOTSUPP when the driver has no XDP of this mode, so that the caller may try another
  public static Attachment xdp(BpfProgram program, int interfaceIndex, XdpMode mode) {
    return XdpHook.attach(program, interfaceIndex, mode);
  }

  /// Runs a program for each packet behind an interface's XDP (ingress) or before its driver
  /// (egress). By tcx from 6.6, else by a classifier of a clsact queue.
  public static Attachment traffic(
      BpfProgram program, int interfaceIndex, TrafficDirection direction) {
    return TrafficHook.attach(program, interfaceIndex, direction);
  }

  /// Runs a program at a tracepoint of the kernel's stable list: `syscalls`, `sys_enter_execve`.
  ///
  /// @throws KernelRefusedException also when no tracefs is mounted, where its number stands
  public static Attachment tracepoint(BpfProgram program, String group, String name) {
    return TracepointHook.attach(program, group, name, TracepointHook.MOUNTS);
  }

  /// Runs a program with a tracepoint's arguments as the kernel passes them; needs no tracefs.
  public static Attachment rawTracepoint(BpfProgram program, String name) {
    return RawTracepointHook.attach(program, name);
  }

  /// Runs a tracing program where it was loaded for: `tp_btf`, `fentry`, `fexit`, LSM.
  public static Attachment tracing(BpfProgram program) {
    return RawTracepointHook.attach(program, "");
  }

  /// Runs a program for the sockets of a control group (v2) and those below it, besides others that
  /// are there.
  ///
  /// @param folder of the control group
  public static Attachment controlGroup(BpfProgram program, Path folder, AttachType attach) {
    return ControlGroupHook.attach(program, folder, attach);
  }

  /// Runs a program in netfilter (6.4).
  public static Attachment netfilter(BpfProgram program, NetfilterHook hook) {
    return NetfilterPlace.attach(program, hook);
  }
}
