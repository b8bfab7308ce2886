package io.ironpost.ebpf.trace;

import static io.ironpost.bpf.asm.Reg.R0;
import static io.ironpost.bpf.asm.Reg.R1;
import static io.ironpost.bpf.asm.Reg.R2;
import static io.ironpost.bpf.asm.Reg.R6;
import static io.ironpost.bpf.asm.Reg.R7;
import static io.ironpost.bpf.asm.Reg.R8;
import static io.ironpost.bpf.asm.Reg.R9;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Helper;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.MapWrite;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.RingWake;
import io.ironpost.bpf.asm.Size;
import io.ironpost.bpf.asm.Slot;
import io.ironpost.bpf.btf.KernelBtf;
import io.ironpost.ebpf.trace.TraceEvent.Socket;
import io.ironpost.ebpf.trace.TraceMaps.Losses;

/// Reports TCP sockets that begin to connect, are connected or refused, listen, or are taken from a
/// listening one, from `inet_sock_set_state(sk, oldstate, newstate)` (include/trace/events/sock.h).
///
/// Connecting and listening happen on behalf of the process that asks, so it can be named. The rest
/// happens in interrupts: what follows a connection is recognised by its socket, one that is taken
/// by its port.
///
/// Registers: `R6` the socket, `R7` the record, `R8` the new state, `R9` for what is at hand.
final class SocketProgram {
  private static final int ESTABLISHED = 1;
  private static final int SYN_SENT = 2;
  private static final int SYN_RECV = 3;
  private static final int CLOSE = 7;
  private static final int LISTEN = 10;
  private static final String COMMON = "sock.__sk_common.";

  private final Asm asm;
  private final KernelBtf kernel;
  private final TraceMaps maps;
  private final KernelReads reads;
  private final RateLimit limit;
  private final Slot before;
  private final Slot socket;

  private SocketProgram(Asm asm, KernelBtf kernel, TraceMaps maps, TraceSettings settings) {
    this.asm = asm;
    this.kernel = kernel;
    this.maps = maps;
    this.reads = new KernelReads(asm, kernel, maps);
    this.limit = new RateLimit(asm, reads, maps, settings.connectionsPerSecond());
    this.before = asm.slot("before", Long.BYTES);
    this.socket = asm.slot("socket", Long.BYTES);
  }

  static Program build(KernelBtf kernel, TraceMaps maps, TraceSettings settings) {
    return Asm.program(
        "trace_socket",
        ProgramType.RAW_TRACEPOINT,
        asm -> new SocketProgram(asm, kernel, maps, settings).body());
  }

  private void body() {
    KernelReads.argument(asm, R6, 0);
    KernelReads.argument(asm, R9, 1);
    KernelReads.argument(asm, R8, 2);
    asm.store(before, R9);
    asm.store(socket, R6);
    Label ours = asm.label("by the process");
    Label others = asm.label("in an interrupt");
    Label quiet = asm.label("nothing to tell");
    asm.jumpIf(R9, Cond.EQ, SYN_SENT, others);
    asm.jumpIf(R9, Cond.EQ, SYN_RECV, others);
    asm.jumpIf(R8, Cond.EQ, LISTEN, ours);
    asm.when(
        R9,
        Cond.EQ,
        LISTEN,
        () -> {
          // A connection that comes in begins as a copy of the listening socket: LISTEN, SYN_RECV.
          asm.jumpIf(R8, Cond.EQ, CLOSE, ours);
          asm.jump(quiet);
        });
    asm.jumpIf(R8, Cond.NE, SYN_SENT, quiet);
    opening(quiet);
    asm.place(ours);
    report(true, quiet);
    asm.place(others);
    answered(quiet);
    asm.place(quiet);
    asm.exit(0);
  }

  /// A process that opens too many is told of no more this second.
  private void opening(Label quiet) {
    asm.getCurrentPidTgid();
    asm.rsh(R0, Integer.SIZE);
    limit.check(R0, quiet);
    asm.update(maps.opening(), socket, socket, MapWrite.ANY);
  }

  /// What follows a connection, when its beginning was told; and connections taken.
  private void answered(Label quiet) {
    asm.when(
        R9,
        Cond.EQ,
        SYN_SENT,
        () -> {
          asm.delete(maps.opening(), socket);
          asm.jumpIf(R0, Cond.NE, 0, quiet);
        },
        () -> taken(quiet));
    report(false, quiet);
  }

  /// The port stands for its owner: a flood of connections from outside is told of only so much.
  private void taken(Label quiet) {
    asm.jumpIf(R8, Cond.NE, ESTABLISHED, quiet);
    Slot port = asm.zeroedSlot("port", Long.BYTES);
    reads.read(port.part(0, 2), R6, reads.at(COMMON + "skc_num"));
    asm.load(R1, port);
    asm.mov(R2, 1);
    asm.lsh(R2, 40);
    asm.or(R1, R2);
    limit.check(R1, quiet);
  }

  private void report(boolean byProcess, Label quiet) {
    Label full = asm.label("full");
    asm.ringReserve(maps.ring(), Socket.LAYOUT.size());
    asm.jumpIf(R0, Cond.EQ, 0, full);
    asm.mov(R7, R0);
    clear();
    if (byProcess) {
      asm.call(Helper.GET_CURRENT_TASK);
      task();
    } else {
      asm.store(R7, TraceEvent.KIND, TraceEvent.SOCKET);
      asm.call(Helper.KTIME_GET_NS);
      asm.store(R7, TraceEvent.AT, R0);
    }
    fields();
    asm.ringSubmit(R7, RingWake.NEVER);
    asm.jump(quiet);
    asm.place(full);
    reads.count(Losses.RING_FULL);
    asm.jump(quiet);
  }

  /// Fills the head from the task in `R0`; `R8` is wanted later and kept aside.
  private void task() {
    Slot state = asm.slot("state", Long.BYTES);
    asm.store(state, R8);
    asm.mov(R8, R0);
    reads.begin(R7, TraceEvent.SOCKET, R8, R9);
    reads.describe(R7, R8, R9);
    asm.load(R8, state);
  }

  private void clear() {
    for (int at = 0; at < Socket.LAYOUT.size(); at += Long.BYTES) {
      asm.store(Size.DW, R7, at, 0);
    }
  }

  private void fields() {
    asm.store(R7, Socket.SOCK, R6);
    asm.load(R1, before);
    asm.store(R7, Socket.OLD_STATE, R1);
    asm.store(R7, Socket.NEW_STATE, R8);
    protocol(R6);
    reads.copy(R7, Socket.FAMILY, R6, COMMON + "skc_family");
    reads.copy(R7, Socket.LOCAL_PORT, R6, COMMON + "skc_num");
    reads.copy(R7, Socket.REMOTE_PORT, R6, COMMON + "skc_dport");
    reads.copy(R7, Socket.LOCAL_V4, R6, COMMON + "skc_rcv_saddr");
    reads.copy(R7, Socket.REMOTE_V4, R6, COMMON + "skc_daddr");
    if (reads.exists(COMMON + "skc_v6_daddr")) {
      reads.copy(R7, Socket.LOCAL_V6, R6, COMMON + "skc_v6_rcv_saddr");
      reads.copy(R7, Socket.REMOTE_V6, R6, COMMON + "skc_v6_daddr");
    }
    reads.follow(R9, R6, COMMON + "skc_net.net");
    reads.copy(R7, TraceEvent.NETNS, R9, "net.ns.inum");
  }

  /// A bit field before 5.6; the tracepoint is TCP's in all but rare cases.
  private void protocol(Reg sock) {
    boolean readable = kernel.member("sock.sk_protocol").filter(m -> !m.isBitField()).isPresent();
    if (readable) {
      reads.copy(R7, Socket.PROTOCOL, sock, "sock.sk_protocol");
    } else {
      asm.store(R7, Socket.PROTOCOL, 6);
    }
  }
}
