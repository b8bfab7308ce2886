package io.ironpost.ebpf.trace;

import static io.ironpost.bpf.asm.Argument.number;
import static io.ironpost.bpf.asm.Reg.R0;
import static io.ironpost.bpf.asm.Reg.R1;
import static io.ironpost.bpf.asm.Reg.R3;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Field;
import io.ironpost.bpf.asm.Helper;
import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Size;
import io.ironpost.bpf.asm.Slot;
import io.ironpost.bpf.btf.KernelBtf;

/// Words for what every program here does: follow the kernel's pointers, fill in who it is, count.
///
/// A pointer that leads nowhere reads as zeros, so a chain of them needs no check in between; the
/// record then says 0. `R0` to `R5` are lost at each word.
final class KernelReads {
  private final Asm asm;
  private final KernelBtf kernel;
  private final TraceMaps maps;
  private final Slot pointer;
  private final Slot key;

  /// To be made where a function begins: it takes room on that function's stack.
  KernelReads(Asm asm, KernelBtf kernel, TraceMaps maps) {
    this.asm = asm;
    this.kernel = kernel;
    this.maps = maps;
    this.pointer = asm.slot("pointer", Long.BYTES);
    this.key = asm.slot("key", Integer.BYTES);
  }

  /// The same words for the function that begins here.
  KernelReads inFunction() {
    return new KernelReads(asm, kernel, maps);
  }

  /// Where a member lies on the running kernel.
  int at(String path) {
    return kernel.offset(path);
  }

  boolean exists(String path) {
    return kernel.exists(path);
  }

  /// `to = *(u64 *) (from + path)`.
  void follow(Reg to, Reg from, String path) {
    follow(to, from, at(path));
  }

  void follow(Reg to, Reg from, int offset) {
    read(pointer, from, offset);
    asm.load(to, pointer);
  }

  void read(Slot to, Reg from, int offset) {
    asm.mov(R3, from);
    asm.add(R3, offset);
    asm.probeReadKernel(to, R3);
  }

  /// Copies a member of a kernel structure into the record's field.
  void copy(Reg record, Field field, Reg from, String path) {
    copy(record, field, from, at(path));
  }

  void copy(Reg record, Field field, Reg from, int offset) {
    asm.mov(R1, record);
    asm.add(R1, field.offset());
    asm.mov(R3, from);
    asm.add(R3, offset);
    asm.call(Helper.PROBE_READ_KERNEL, R1, number(field.bytes()), R3);
  }

  /// Kind, time, and the process that a task belongs to.
  void begin(Reg record, int kind, Reg task, Reg scratch) {
    asm.store(record, TraceEvent.KIND, kind);
    asm.store(record, TraceEvent.TOLD, 0);
    asm.call(Helper.KTIME_GET_NS);
    asm.store(record, TraceEvent.AT, R0);
    identity(record, TraceEvent.PID, TraceEvent.START, task, scratch);
  }

  /// The number and the start of the process that a task belongs to.
  void identity(Reg record, Field pid, Field start, Reg task, Reg scratch) {
    copy(record, pid, task, "task_struct.tgid");
    follow(scratch, task, "task_struct.group_leader");
    // Named anew in 5.5, in nanoseconds since boot before and after.
    boolean renamed = exists("task_struct.start_boottime");
    copy(
        record,
        start,
        scratch,
        renamed ? "task_struct.start_boottime" : "task_struct.real_start_time");
  }

  /// The rest of the head: parent, accounts, namespace, cgroup, name.
  void describe(Reg record, Reg task, Reg scratch) {
    follow(scratch, task, "task_struct.real_parent");
    identity(record, TraceEvent.PARENT, TraceEvent.PARENT_START, scratch, scratch);
    follow(scratch, task, "task_struct.cred");
    copy(record, TraceEvent.UID, scratch, "cred.uid");
    copy(record, TraceEvent.EUID, scratch, "cred.euid");
    follow(scratch, task, "task_struct.nsproxy");
    follow(scratch, scratch, "nsproxy.net_ns");
    copy(record, TraceEvent.NETNS, scratch, "net.ns.inum");
    if (exists("task_struct.loginuid")) {
      copy(record, TraceEvent.LOGIN_UID, task, "task_struct.loginuid");
    } else {
      asm.store(record, TraceEvent.LOGIN_UID, UserNames.NOBODY_KNOWN); // no CONFIG_AUDIT
    }
    copy(record, TraceEvent.COMM, task, "task_struct.comm");
    asm.call(Helper.GET_CURRENT_CGROUP_ID);
    asm.store(record, TraceEvent.CGROUP, R0);
  }

  /// One more of a loss on this CPU.
  void count(Field loss) {
    one(maps.losses());
    asm.when(
        R0,
        Cond.NE,
        0,
        () -> {
          asm.mov(R1, 1);
          asm.atomicAdd(Size.DW, R0, loss.offset(), R1);
        });
  }

  /// `R0` is the address of this CPU's only entry.
  void one(MapSpec map) {
    asm.store(key, 0);
    asm.lookup(map, key);
  }

  /// Loads an argument of the tracepoint, whose arguments `R1` points to.
  static void argument(Asm asm, Reg to, int index) {
    asm.load(Size.DW, to, R1, index * Long.BYTES);
  }
}
