package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.PacketCursor;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Size;

/// Takes a frame apart: Ethernet with up to two VLAN tags, then IP. Comes out at one of four places
/// with [Code#IP], [Code#FACTS] and [Code#LENGTH] filled.
///
/// What is cut short or contradicts itself is not dropped here: the host's stack knows best. It is
/// marked, counted, and its address is judged where there is one.
final class PacketCode {
  private static final int ETHERNET_BYTES = 14;
  private static final int ETHERTYPE = 12;

  // EtherTypes (IEEE 802 numbers, IANA), as a little-endian load of the wire's two bytes sees them.
  private static final int IPV4 = 0x0008;
  private static final int IPV6 = 0xdd86;
  private static final int ARP = 0x0608;

  /// 802.1Q, 802.1ad, and what was used for the outer tag before it.
  private static final int[] VLAN = {0x0081, 0xa888, 0x0091};

  private static final int TAG_BYTES = 4;

  /// QinQ has two; what has more is neither IP nor ARP for us.
  private static final int MAX_TAGS = 2;

  /// RFC 826 with the addresses of Ethernet and IPv4.
  private static final int ARP_BYTES = 28;

  /// Where a frame's parse ends.
  ///
  /// @param v4 with an IPv4 header
  /// @param v6 with an IPv6 header
  record Exits(Label v4, Label v6, Label arp, Label nonIp, Label malformedFrame) {}

  private final Code code;
  private final Asm asm;
  private final Exits exits;

  PacketCode(Code code, Exits exits) {
    this.code = code;
    this.asm = code.asm();
    this.exits = exits;
  }

  /// Begins the program: the context is in `R1`.
  PacketCursor emit() {
    PacketCursor frame = asm.packet(Reg.R1, Code.IP, Code.END, Reg.R0);
    asm.mov(Reg.R1, Code.END);
    asm.sub(Reg.R1, Code.IP);
    asm.store(code.frameLength, Reg.R1);
    asm.mov(Code.FACTS, code.side() == Side.EGRESS ? Facts.OUTBOUND : 0);
    asm.store(code.ports, 0);
    frame.need(ETHERNET_BYTES, exits.malformedFrame());
    frame.load(Size.H, Reg.R1, ETHERTYPE);
    frame.advance(ETHERNET_BYTES);
    payload(frame, 0);
    return frame;
  }

  /// Decides by the EtherType in `R1`; the cursor is behind it.
  private void payload(PacketCursor frame, int tags) {
    asm.jumpIf(Reg.R1, Cond.EQ, IPV4, exits.v4());
    asm.jumpIf(Reg.R1, Cond.EQ, IPV6, exits.v6());
    if (tags < MAX_TAGS) {
      Label tagged = code.rarely("tagged", () -> tag(frame, tags));
      for (int type : VLAN) {
        asm.jumpIf(Reg.R1, Cond.EQ, type, tagged);
      }
    }
    asm.jumpIf(Reg.R1, Cond.NE, ARP, exits.nonIp());
    frame.need(ARP_BYTES, exits.malformedFrame());
    asm.jump(exits.arp());
  }

  private void tag(PacketCursor frame, int tags) {
    frame.need(TAG_BYTES, exits.malformedFrame());
    frame.load(Size.H, Reg.R1, 2);
    frame.advance(TAG_BYTES);
    payload(frame, tags + 1);
  }
}
