package io.ironpost.ebpf.trace;

import static io.ironpost.bpf.asm.Reg.R0;
import static io.ironpost.bpf.asm.Reg.R1;
import static io.ironpost.bpf.asm.Reg.R2;
import static io.ironpost.bpf.asm.Reg.R3;
import static io.ironpost.bpf.asm.Reg.R6;
import static io.ironpost.bpf.asm.Reg.R7;
import static io.ironpost.bpf.asm.Reg.R8;
import static io.ironpost.bpf.asm.Reg.R9;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Field;
import io.ironpost.bpf.asm.Helper;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.RingWake;
import io.ironpost.bpf.asm.Slot;
import io.ironpost.bpf.asm.SubProgram;
import io.ironpost.bpf.btf.KernelBtf;
import io.ironpost.ebpf.trace.TraceEvent.Exec;
import io.ironpost.ebpf.trace.TraceMaps.Losses;

/// Reports a program that starts, from `sched_process_exec(task, old_pid, bprm)`
/// (include/trace/events/sched.h).
///
/// At this moment the new program is in place and has not run one instruction: its arguments are as
/// they were given, nobody can have changed them, and their pages were written a moment ago and are
/// present. All is copied here; a process that ends at once leaves nothing to be looked up.
///
/// Registers: `R6` the task, `R7` the record, `R8` lengths, `R9` for what is at hand.
final class ExecProgram {
  private final Asm asm;
  private final KernelBtf kernel;
  private final TraceMaps maps;
  private final TraceSettings settings;
  private final KernelReads reads;
  private final Slot textStart;
  private final Slot binary;

  private ExecProgram(Asm asm, KernelBtf kernel, TraceMaps maps, TraceSettings settings) {
    this.asm = asm;
    this.kernel = kernel;
    this.maps = maps;
    this.settings = settings;
    this.reads = new KernelReads(asm, kernel, maps);
    this.textStart = asm.slot("text_start", Long.BYTES);
    this.binary = asm.slot("bprm", Long.BYTES);
  }

  static Program build(KernelBtf kernel, TraceMaps maps, TraceSettings settings) {
    return Asm.program(
        "trace_exec",
        ProgramType.RAW_TRACEPOINT,
        asm -> new ExecProgram(asm, kernel, maps, settings).body());
  }

  private void body() {
    PathWalk walk = new PathWalk(asm, reads);
    SubProgram files = walk.files();
    SubProgram cgroups = walk.cgroups();
    KernelReads.argument(asm, R6, 0);
    KernelReads.argument(asm, R9, 1);
    KernelReads.argument(asm, R8, 2);
    asm.store(binary, R8);
    reads.one(maps.work());
    asm.when(R0, Cond.EQ, 0, () -> asm.exit(0));
    asm.mov(R7, R0);
    asm.store(R7, Exec.OLD_PID, R9);
    reads.begin(R7, TraceEvent.EXEC, R6, R9);
    reads.describe(R7, R6, R9);
    asm.store(R7, Exec.SIZE, Exec.TEXTS);
    asm.store(textStart, Exec.TEXTS);
    cgroup(cgroups);
    image(files);
    directory(files);
    called(walk);
    arguments();
    asm.ringOutput(maps.ring(), R7, R8, RingWake.NEVER);
    asm.when(R0, Cond.NE, 0, () -> reads.count(Losses.RING_FULL));
    asm.exit(0);
  }

  /// Version 2's cgroup; in its root, as where version 1 is in use, that of a controller.
  private void cgroup(SubProgram walk) {
    reads.follow(R9, R6, "task_struct.cgroups");
    Slot set = asm.slot("css_set", Long.BYTES);
    asm.store(set, R9);
    reads.follow(R9, R9, "css_set.dfl_cgrp");
    node(walk);
    asm.load(R8, R7, Exec.SIZE);
    kernel
        .enumValue("cgroup_subsys_id", Place.V1 + "_cgrp_id")
        .ifPresent(id -> asm.when(R8, Cond.EQ, Exec.TEXTS, () -> controller(set, (int) id, walk)));
    length(Exec.CGROUP_PATH);
  }

  private void controller(Slot set, int id, SubProgram walk) {
    asm.load(R9, set);
    reads.follow(R9, R9, reads.at("css_set.subsys") + id * Long.BYTES);
    reads.follow(R9, R9, "cgroup_subsys_state.cgroup");
    node(walk);
  }

  private void node(SubProgram walk) {
    reads.follow(R9, R9, "cgroup.kn");
    asm.mov(R1, R7);
    asm.mov(R2, R9);
    walked(walk, TraceEvent.WHOLE_CGROUP);
  }

  private void image(SubProgram walk) {
    reads.follow(R9, R6, "task_struct.mm");
    reads.follow(R9, R9, "mm_struct.exe_file");
    Slot file = asm.slot("file", Long.BYTES);
    asm.store(file, R9);
    reads.follow(R9, R9, "file.f_inode");
    reads.copy(R7, Exec.LINKS, R9, "inode.i_nlink");
    asm.load(R9, file);
    path(walk, reads.at("file.f_path"), TraceEvent.WHOLE_IMAGE);
    length(Exec.IMAGE);
  }

  private void directory(SubProgram walk) {
    reads.follow(R9, R6, "task_struct.fs");
    path(walk, reads.at("fs_struct.pwd"), TraceEvent.WHOLE_DIRECTORY);
    length(Exec.DIRECTORY);
  }

  /// The path that execve was given (of a script's interpreter: that in its first line).
  private void called(PathWalk walk) {
    Label full = asm.label("no room");
    asm.load(R9, binary);
    reads.follow(R3, R9, "linux_binprm.interp");
    walk.append(full);
    asm.place(full);
    length(Exec.CALLED);
  }

  /// Walks up from the `struct path` at an offset of what `R9` points to.
  private void path(SubProgram walk, int offset, int told) {
    Slot mount = asm.slot("mount", Long.BYTES);
    reads.read(mount, R9, offset + reads.at("path.mnt"));
    reads.follow(R3, R9, offset + reads.at("path.dentry"));
    asm.load(R2, mount);
    asm.mov(R1, R7);
    walked(walk, told);
  }

  /// Calls with the arguments in place, and notes whether the walk came to its end.
  private void walked(SubProgram walk, int told) {
    asm.call(walk);
    asm.when(
        R0,
        Cond.NE,
        0,
        () -> {
          asm.load(R1, R7, TraceEvent.TOLD);
          asm.or(R1, told);
          asm.store(R7, TraceEvent.TOLD, R1);
        });
  }

  /// Notes the length of the text that began where the last one ended.
  private void length(Field field) {
    asm.load(R1, R7, Exec.SIZE);
    asm.load(R2, textStart);
    asm.store(textStart, R1);
    asm.sub(R1, R2);
    asm.store(R7, field, R1);
  }

  /// Copies the arguments, which lie in a row between two addresses (mm_struct, `arg_start`).
  private void arguments() {
    Slot begin = asm.slot("arg_start", Long.BYTES);
    asm.store(R7, Exec.ARGUMENTS_READ, 0);
    reads.follow(R9, R6, "task_struct.mm");
    reads.read(begin, R9, reads.at("mm_struct.arg_start"));
    reads.follow(R9, R9, "mm_struct.arg_end");
    asm.load(R3, begin);
    asm.sub(R9, R3);
    asm.store(R7, Exec.ARGUMENTS, R9);
    asm.when(
        R9, Cond.GT, settings.maxArgumentBytes(), () -> asm.mov(R9, settings.maxArgumentBytes()));
    asm.load(R8, R7, Exec.SIZE);
    asm.and(R8, TraceMaps.PATH_ROOM - 1);
    asm.mov(R1, R7);
    asm.add(R1, R8);
    asm.call(Helper.PROBE_READ_USER, R1, R9, R3);
    asm.when(
        R0,
        Cond.EQ,
        0,
        () -> {
          asm.store(R7, Exec.ARGUMENTS_READ, R9);
          asm.add(R8, R9);
        },
        () -> reads.count(Losses.UNREADABLE));
  }
}
