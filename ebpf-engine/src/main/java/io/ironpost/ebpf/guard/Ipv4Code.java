package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.PacketCursor;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Size;

/// Takes an IPv4 header apart (RFC 791 section 3.1), options passed over.
final class Ipv4Code {
  private static final int TOTAL_LENGTH = 2;
  private static final int FRAGMENT = 6;
  private static final int FRAGMENT_OFFSET = 0x1fff;
  private static final int PROTOCOL = 9;

  /// 15 words: what four bits can say.
  private static final int LONGEST_HEADER = 0x3c;

  private final Code code;
  private final Asm asm;
  private final Label judge;
  private final Label malformed;

  /// @param judge for what was taken apart
  /// @param malformed for what has a source but is not right
  Ipv4Code(Code code, Label judge, Label malformed) {
    this.code = code;
    this.asm = code.asm();
    this.judge = judge;
    this.malformed = malformed;
  }

  /// @param ip at the header
  void emit(PacketCursor ip, Label malformedFrame) {
    ip.need(Family.V4.headerBytes(), malformedFrame);
    ip.loadBig(Size.H, Code.LENGTH, TOTAL_LENGTH);
    ip.load(Size.B, Reg.R3, PROTOCOL);
    asm.or(Code.FACTS, Reg.R3);
    ip.load(Size.B, Reg.R2, 0);
    asm.mov(Reg.R1, Reg.R2);
    asm.rsh(Reg.R1, 4);
    asm.jumpIf(Reg.R1, Cond.NE, 4, malformed);
    asm.lsh(Reg.R2, 2);
    asm.and(Reg.R2, LONGEST_HEADER);
    asm.jumpIf(Reg.R2, Cond.LT, Family.V4.headerBytes(), malformed);
    checkLength();
    ip.loadBig(Size.H, Reg.R1, FRAGMENT);
    asm.and(Reg.R1, FRAGMENT_OFFSET);
    Label later = code.rarely("later_fragment", this::laterFragment);
    asm.jumpIf(Reg.R1, Cond.NE, 0, later);
    PacketCursor transport = ip.copyIn(Reg.R4);
    transport.advanceMasked(Reg.R2, LONGEST_HEADER);
    new TransportCode(code, judge, malformed).emit(transport, Family.V4);
  }

  /// Not shorter than its header, not longer than the frame. `R2` is the header's length.
  private void checkLength() {
    if (code.side() == Side.EGRESS) {
      return;
    }
    asm.jumpIf(Code.LENGTH, Cond.LT, Reg.R2, malformed);
    asm.mov(Reg.R1, Code.END);
    asm.sub(Reg.R1, Code.IP);
    asm.jumpIf(Code.LENGTH, Cond.GT, Reg.R1, malformed);
  }

  private void laterFragment() {
    asm.or(Code.FACTS, Facts.LATER_FRAGMENT);
    asm.jump(judge);
  }
}
