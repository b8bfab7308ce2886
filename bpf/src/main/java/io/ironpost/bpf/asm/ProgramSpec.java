package io.ironpost.bpf.asm;

import java.util.Optional;

/// What a program is, before its instructions.
///
/// @param name at most 15 characters of `[A-Za-z0-9_.]`
/// @param expectedAttach told to the kernel at load, where it wants to know (cgroup, tcx, tracing)
/// @param attachTarget for [ProgramType#TRACING] and [ProgramType#LSM]: the kernel function or
///   `tp_btf` tracepoint, looked up in the kernel's BTF; empty where none is needed
/// @param license helpers marked GPL-only want one that the kernel takes as compatible
public record ProgramSpec(
    String name,
    ProgramType type,
    Optional<AttachType> expectedAttach,
    String attachTarget,
    String license) {
  /// The licence the kernel's own list of compatible ones writes like this
  /// (include/linux/license.h); without it tracing helpers are refused.
  public static final String DEFAULT_LICENSE = "Dual MIT/GPL";

  private static final int NAME_LENGTH = 15;

  public ProgramSpec {
    KernelName.check(name, NAME_LENGTH);
  }

  public static ProgramSpec of(String name, ProgramType type) {
    return new ProgramSpec(name, type, Optional.empty(), "", DEFAULT_LICENSE);
  }

  /// A program on a kernel tracepoint with typed arguments: `sched_process_exec`.
  public static ProgramSpec rawTracepointWithBtf(String name, String tracepoint) {
    return of(name, ProgramType.TRACING).expecting(AttachType.TRACE_RAW_TP).attachedTo(tracepoint);
  }

  public ProgramSpec expecting(AttachType attach) {
    return new ProgramSpec(name, type, Optional.of(attach), attachTarget, license);
  }

  public ProgramSpec attachedTo(String target) {
    return new ProgramSpec(name, type, expectedAttach, target, license);
  }

  public ProgramSpec licensed(String text) {
    return new ProgramSpec(name, type, expectedAttach, attachTarget, text);
  }
}
