package io.ironpost.ebpf.trace;

import static io.ironpost.bpf.asm.Argument.number;
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
import io.ironpost.bpf.asm.Helper;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.Slot;
import io.ironpost.bpf.asm.SubProgram;
import io.ironpost.ebpf.trace.TraceEvent.Exec;

/// Functions that write a path part by part, the last first, behind what a record already holds.
/// bpf_d_path may be called in a handful of places only, and exec's tracepoint is none of them, so
/// the way up is walked here: `prepend_path` in fs/d_path.c is the kernel's own.
///
/// They take the record and where to begin, write behind what the record holds ([Exec#SIZE]), and
/// answer 1 when they reached the root, else 0. The length is kept in the record and not in a
/// register because the verifier follows every value a register can have, round for round, and
/// forgets what is in a map: with it the whole program is 10,000 steps for the verifier, else over
/// a million.
///
/// The way goes to the root of the mount namespace, not to the process's own root: what runs in a
/// chroot is told with the path that the host knows.
final class PathWalk {
  /// Parts and mounts on the way. Real paths have up to about 20.
  private static final int MAX_STEPS = 40;

  /// A name and its zero (NAME_MAX, include/uapi/linux/limits.h).
  private static final int MAX_NAME = 256;

  /// Levels of cgroups; containers in containers have about 10.
  private static final int MAX_CGROUPS = 16;

  private final Asm asm;
  private final KernelReads outside;

  PathWalk(Asm asm, KernelReads outside) {
    this.asm = asm;
    this.outside = outside;
  }

  /// Of a file: record, mount (`struct vfsmount *`) and entry (`struct dentry *`).
  SubProgram files() {
    return asm.function("walk_files", 3, this::filesBody);
  }

  /// Of a cgroup: record and its node (`struct kernfs_node *`).
  SubProgram cgroups() {
    return asm.function("walk_cgroups", 2, this::cgroupsBody);
  }

  private void filesBody() {
    KernelReads reads = outside.inFunction();
    Slot up = asm.slot("up", Long.BYTES);
    asm.mov(R7, R1);
    asm.mov(R8, R2);
    asm.mov(R9, R3);
    Label whole = asm.label("whole");
    Label cut = asm.label("cut");
    asm.repeat(
        R6,
        MAX_STEPS,
        round -> {
          asm.jumpIf(R9, Cond.EQ, 0, cut);
          reads.follow(R1, R8, "vfsmount.mnt_root");
          asm.when(
              R1,
              Cond.EQ,
              R9,
              () -> {
                leaveMount(reads, up, whole);
                round.again();
              });
          reads.read(up, R9, reads.at("dentry.d_parent"));
          reads.follow(R3, R9, "dentry.d_name.name");
          append(cut);
          asm.load(R1, up);
          asm.jumpIf(R1, Cond.EQ, R9, whole); // has no parent: a file without a name (memfd)
          asm.mov(R9, R1);
        });
    end(whole, cut);
  }

  /// From the root of a mount to where it is mounted. `R8` is the `mnt` within a `struct mount`
  /// (fs/mount.h).
  private void leaveMount(KernelReads reads, Slot up, Label whole) {
    int within = reads.at("mount.mnt");
    reads.read(up, R8, reads.at("mount.mnt_parent") - within);
    asm.load(R1, up);
    asm.add(R1, within);
    asm.jumpIf(R1, Cond.EQ, R8, whole);
    reads.follow(R9, R8, reads.at("mount.mnt_mountpoint") - within);
    asm.load(R8, up);
    asm.add(R8, within);
  }

  private void cgroupsBody() {
    KernelReads reads = outside.inFunction();
    asm.mov(R7, R1);
    asm.mov(R8, R2);
    String parent =
        reads.exists("kernfs_node.__parent") ? "kernfs_node.__parent" : "kernfs_node.parent";
    Label whole = asm.label("whole");
    Label cut = asm.label("cut");
    asm.repeat(
        R6,
        MAX_CGROUPS,
        round -> {
          asm.jumpIf(R8, Cond.EQ, 0, cut);
          reads.follow(R9, R8, parent);
          asm.jumpIf(R9, Cond.EQ, 0, whole);
          reads.follow(R3, R8, "kernfs_node.name");
          append(cut);
          asm.mov(R8, R9);
        });
    end(whole, cut);
  }

  /// Adds the name that `R3` points to, in whatever function this is called; `R7` is the record.
  void append(Label cut) {
    asm.load(R2, R7, Exec.SIZE);
    asm.jumpIf(R2, Cond.GT, TraceMaps.PATH_ROOM - MAX_NAME, cut);
    asm.mov(R1, R7);
    asm.add(R1, R2);
    asm.call(Helper.PROBE_READ_KERNEL_STR, R1, number(MAX_NAME), R3);
    asm.jumpIf(R0, Cond.SLE, 0, cut);
    asm.load(R1, R7, Exec.SIZE);
    asm.add(R1, R0);
    asm.store(R7, Exec.SIZE, R1);
  }

  private void end(Label whole, Label cut) {
    asm.place(cut);
    asm.exit(0);
    asm.place(whole);
    asm.exit(1);
  }
}
