package io.ironpost.bpf.asm;

import static io.ironpost.bpf.asm.Reg.R0;
import static io.ironpost.bpf.asm.Reg.R1;
import static io.ironpost.bpf.asm.Reg.R2;
import static io.ironpost.bpf.asm.Reg.R3;
import static io.ironpost.bpf.asm.Reg.R6;
import static io.ironpost.bpf.asm.Reg.R7;
import static io.ironpost.bpf.asm.Reg.R8;

/// A program that uses a bit of everything: counts packets by protocol and drops IPv4 packets whose
/// source is listed.
final class SampleGuard {
  static final MapSpec COUNTS = MapSpec.perCpuArray("counts", 8, 256);
  static final MapSpec LISTED = MapSpec.hash("listed", 4, 8, 1024);

  private static final int ETHERNET = 14;
  private static final int IPV4 = 0x0800;

  private SampleGuard() {}

  static Program program() {
    return Asm.program("sample_guard", ProgramType.XDP, SampleGuard::emit);
  }

  private static void emit(Asm asm) {
    Slot key = asm.slot("key", 4);
    Label pass = asm.label("pass");
    SubProgram count = asm.function("count", 1, () -> count(asm));
    PacketCursor packet = asm.packet(R1, R7, R8, R3);
    packet.need(ETHERNET + 20, pass);
    packet.loadBig(Size.H, R2, 12);
    asm.jumpIf(R2, Cond.NE, IPV4, pass);
    packet.advance(ETHERNET);
    packet.load(Size.B, R6, 9);
    packet.load(Size.W, R2, 12);
    asm.store(key, R2);
    asm.call(count, R6);
    asm.lookup(LISTED, key, value -> expire(asm, value));
    asm.place(pass);
    asm.exit(XdpMd.PASS);
  }

  private static void expire(Asm asm, Reg value) {
    asm.load(Size.DW, R6, value, 0);
    asm.ktimeBootNs();
    asm.when(R0, Cond.LT, R6, () -> asm.exit(XdpMd.DROP));
  }

  private static void count(Asm asm) {
    Slot key = asm.slot("protocol", 4);
    asm.store(key, R1);
    asm.lookup(
        COUNTS,
        key,
        value -> {
          asm.mov(R1, 1);
          asm.atomicAdd(Size.DW, value, 0, R1);
        });
    asm.exit(0);
  }
}
