package io.ironpost.ebpf.trace;

import static io.ironpost.bpf.asm.Reg.FP;
import static io.ironpost.bpf.asm.Reg.R0;
import static io.ironpost.bpf.asm.Reg.R1;
import static io.ironpost.bpf.asm.Reg.R2;
import static io.ironpost.bpf.asm.Reg.R6;
import static io.ironpost.bpf.asm.Reg.R7;
import static io.ironpost.bpf.asm.Reg.R8;
import static io.ironpost.bpf.asm.Reg.R9;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.AttachType;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Helper;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.MapWrite;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramSpec;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.RingWake;
import io.ironpost.bpf.asm.Size;
import io.ironpost.bpf.asm.Slot;
import io.ironpost.bpf.asm.SockAddr;
import io.ironpost.bpf.btf.KernelBtf;
import io.ironpost.ebpf.trace.TraceEvent.Socket;
import io.ironpost.ebpf.trace.TraceMaps.Losses;
import io.ironpost.ebpf.trace.TraceMaps.Spoken;

/// Reports whom a process sends datagrams to, from a cgroup's `connect` and `sendmsg` hooks, which
/// run on behalf of the process. A pair that was reported within [#AGAIN_AFTER_NANOS] is not
/// reported again, nor is more than the limit allows. The answer is always to let it through.
///
/// Registers: `R6` the context, `R7` the record, `R8` the task, `R9` for what is at hand.
final class DatagramProgram {
  /// A resolver is asked thousands of times; that it is asked is news once a minute.
  static final long AGAIN_AFTER_NANOS = 60_000_000_000L;

  private static final int SOCK_DGRAM = 2;
  private static final int UDP = 17;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int ALLOW = 1;

  private final Asm asm;
  private final TraceMaps maps;
  private final KernelReads reads;
  private final RateLimit limit;
  private final boolean v4;
  private final Slot pair;
  private final Slot now;

  private DatagramProgram(
      Asm asm, KernelBtf kernel, TraceMaps maps, TraceSettings settings, boolean v4) {
    this.asm = asm;
    this.maps = maps;
    this.reads = new KernelReads(asm, kernel, maps);
    this.limit = new RateLimit(asm, reads, maps, settings.connectionsPerSecond());
    this.v4 = v4;
    this.pair = asm.slot("pair", Spoken.LAYOUT);
    this.now = asm.slot("now", Long.BYTES);
  }

  static Program build(KernelBtf kernel, TraceMaps maps, TraceSettings settings, AttachType where) {
    boolean v4 =
        where == AttachType.CGROUP_INET4_CONNECT || where == AttachType.CGROUP_UDP4_SENDMSG;
    return Asm.program(
        ProgramSpec.of(v4 ? "trace_udp4" : "trace_udp6", ProgramType.CGROUP_SOCK_ADDR)
            .expecting(where),
        asm -> new DatagramProgram(asm, kernel, maps, settings, v4).body());
  }

  private void body() {
    Label quiet = asm.label("nothing to tell");
    asm.mov(R6, R1);
    asm.load(R1, R6, SockAddr.TYPE);
    asm.jumpIf(R1, Cond.NE, SOCK_DGRAM, quiet);
    asm.load(R1, R6, SockAddr.PROTOCOL);
    asm.jumpIf(R1, Cond.NE, UDP, quiet);
    knownPair(quiet);
    asm.getCurrentPidTgid();
    asm.rsh(R0, Integer.SIZE);
    limit.check(R0, quiet);
    asm.update(maps.spoken(), pair, now, MapWrite.ANY);
    report(quiet);
    asm.place(quiet);
    asm.exit(ALLOW);
  }

  /// Whether it was told of late.
  private void knownPair(Label quiet) {
    Label news = asm.label("news");
    asm.zero(pair);
    asm.getCurrentPidTgid();
    asm.rsh(R0, Integer.SIZE);
    asm.store(pair, Spoken.PID, R0);
    asm.load(R1, R6, SockAddr.USER_PORT);
    asm.store(pair, Spoken.PORT, R1);
    address(pair.offset() + Spoken.HIGH.offset());
    asm.call(Helper.KTIME_GET_NS);
    asm.store(now, R0);
    asm.lookup(maps.spoken(), pair);
    asm.jumpIf(R0, Cond.EQ, 0, news);
    asm.load(Size.DW, R1, R0, 0);
    asm.load(R2, now);
    asm.sub(R2, R1);
    asm.mov(R1, AGAIN_AFTER_NANOS);
    asm.jumpIf(R2, Cond.LT, R1, quiet);
    asm.place(news);
  }

  /// Copies the other end's address to the stack. The context is read in whole words only.
  private void address(int to) {
    int words = v4 ? 1 : 4;
    int from = v4 ? SockAddr.USER_IP4.offset() : SockAddr.USER_IP6.offset();
    for (int word = 0; word < words; word++) {
      asm.load(Size.W, R1, R6, from + word * Integer.BYTES);
      asm.store(Size.W, FP, to + word * Integer.BYTES, R1);
    }
  }

  private void report(Label quiet) {
    Label full = asm.label("full");
    asm.call(Helper.GET_CURRENT_TASK);
    asm.mov(R8, R0);
    asm.ringReserve(maps.ring(), Socket.LAYOUT.size());
    asm.jumpIf(R0, Cond.EQ, 0, full);
    asm.mov(R7, R0);
    clear();
    reads.begin(R7, TraceEvent.SOCKET, R8, R9);
    reads.describe(R7, R8, R9);
    fields();
    asm.ringSubmit(R7, RingWake.NEVER);
    asm.jump(quiet);
    asm.place(full);
    reads.count(Losses.RING_FULL);
  }

  private void clear() {
    for (int at = 0; at < Socket.LAYOUT.size(); at += Long.BYTES) {
      asm.store(Size.DW, R7, at, 0);
    }
  }

  private void fields() {
    asm.store(R7, Socket.FAMILY, v4 ? AF_INET : AF_INET6);
    asm.store(R7, Socket.PROTOCOL, UDP);
    asm.load(R1, pair, Spoken.PORT);
    asm.store(R7, Socket.REMOTE_PORT, R1);
    int to = v4 ? Socket.REMOTE_V4.offset() : Socket.REMOTE_V6.offset();
    int words = v4 ? 1 : 4;
    int from = pair.offset() + Spoken.HIGH.offset();
    for (int word = 0; word < words; word++) {
      asm.load(Size.W, R1, FP, from + word * Integer.BYTES);
      asm.store(Size.W, R7, to + word * Integer.BYTES, R1);
    }
  }
}
