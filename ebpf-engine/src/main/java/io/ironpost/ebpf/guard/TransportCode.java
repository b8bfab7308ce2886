package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.PacketCursor;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Size;

/// Takes the header behind IP apart as far as it is judged: ports, flags, types.
final class TransportCode {
  static final int ICMP = 1;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int ICMP_V6 = 58;

  /// RFC 9293 section 3.1.
  private static final int TCP_BYTES = 20;

  private static final int TCP_FLAGS = 13;
  private static final int TCP_OFFSET = 12;
  private static final int TCP_WORDS = 5;

  /// RFC 768.
  private static final int UDP_BYTES = 8;

  /// RFC 792 and RFC 4443: type, code, checksum.
  private static final int ICMP_BYTES = 4;

  /// Port 53 as a little-endian load of the wire's bytes sees it.
  private static final int DNS_PORT = 53 << 8;

  private static final int DNS_FLAGS = UDP_BYTES + 2;

  /// The first bit of the flags: this is a response (RFC 1035 section 4.1.1).
  private static final int DNS_QR = 0x80;

  private final Code code;
  private final Asm asm;
  private final Label judge;
  private final Label malformed;

  TransportCode(Code code, Label judge, Label malformed) {
    this.code = code;
    this.asm = code.asm();
    this.judge = judge;
    this.malformed = malformed;
  }

  /// The lowest byte of [Code#FACTS] says which header the cursor is at. Runs on into what stands
  /// behind, or jumps to the judge.
  void emit(PacketCursor header, Family family) {
    Label udp = asm.label("udp");
    Label icmp = asm.label("icmp");
    asm.mov(Reg.R5, Code.FACTS);
    asm.and(Reg.R5, Facts.PROTOCOL_MASK);
    asm.jumpIf(Reg.R5, Cond.EQ, UDP, udp);
    asm.jumpIf(Reg.R5, Cond.EQ, family == Family.V4 ? ICMP : ICMP_V6, icmp);
    asm.jumpIf(Reg.R5, Cond.NE, TCP, judge);
    tcp(header);
    asm.place(udp);
    udp(header);
    asm.place(icmp);
    icmp(header);
  }

  private void tcp(PacketCursor header) {
    header.need(TCP_BYTES, malformed);
    ports(header);
    header.load(Size.B, Reg.R1, TCP_FLAGS);
    header.load(Size.B, Reg.R2, TCP_OFFSET);
    asm.lsh(Reg.R1, Facts.FLAGS_SHIFT);
    asm.or(Code.FACTS, Reg.R1);
    asm.jumpIf(Reg.R2, Cond.GE, TCP_WORDS << 4, judge);
    asm.jump(malformed);
  }

  private void udp(PacketCursor header) {
    header.need(UDP_BYTES, malformed);
    ports(header);
    Label dns = code.rarely("dns", () -> dns(header));
    header.load(Size.H, Reg.R1, 0);
    asm.jumpIf(Reg.R1, Cond.EQ, DNS_PORT, dns);
    asm.jump(judge);
  }

  private void dns(PacketCursor header) {
    header.need(DNS_FLAGS + 1, judge);
    header.load(Size.B, Reg.R1, DNS_FLAGS);
    asm.and(Reg.R1, DNS_QR);
    asm.jumpIf(Reg.R1, Cond.EQ, 0, judge);
    asm.or(Code.FACTS, Facts.DNS_RESPONSE);
    asm.jump(judge);
  }

  private void ports(PacketCursor header) {
    header.load(Size.W, Reg.R1, 0);
    asm.store(code.ports, Reg.R1);
    asm.or(Code.FACTS, Facts.HAS_PORTS);
  }

  private void icmp(PacketCursor header) {
    header.need(ICMP_BYTES, malformed);
    header.load(Size.H, Reg.R1, 0); // the type in the lower byte, the code in the upper
    asm.lsh(Reg.R1, Facts.TYPE_SHIFT);
    asm.or(Code.FACTS, Reg.R1);
    asm.jump(judge);
  }
}
