package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.PacketCursor;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Size;

/// Takes an IPv6 header apart (RFC 8200 section 3) and walks its chain of extension headers.
final class Ipv6Code {
  private static final int PAYLOAD_LENGTH = 4;
  private static final int NEXT_HEADER = 6;

  /// Each type comes at most once, destination options twice (RFC 8200 section 4.1): 7 with AH. A
  /// longer chain is made to exhaust whoever follows it; it counts as malformed.
  static final int MAX_HEADERS = 8;

  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION_OPTIONS = 60;

  /// Of the shortest extension header, and the unit of their lengths.
  private static final int UNIT = 8;

  /// 255 units behind the first.
  private static final int LONGEST = 0xfff;

  /// Behind the offset's 13 bits are three that say other things.
  private static final int FRAGMENT_OFFSET = 0xfff8;

  private final Code code;
  private final Asm asm;
  private final Label judge;
  private final Label malformed;

  Ipv6Code(Code code, Label judge, Label malformed) {
    this.code = code;
    this.asm = code.asm();
    this.judge = judge;
    this.malformed = malformed;
  }

  /// @param ip at the header
  void emit(PacketCursor ip, Label malformedFrame) {
    ip.need(Family.V6.headerBytes(), malformedFrame);
    ip.loadBig(Size.H, Code.LENGTH, PAYLOAD_LENGTH);
    asm.add(Code.LENGTH, Family.V6.headerBytes());
    ip.load(Size.B, Reg.R5, NEXT_HEADER);
    ip.load(Size.B, Reg.R1, 0);
    asm.rsh(Reg.R1, 4);
    asm.jumpIf(Reg.R1, Cond.NE, 6, badChain());
    checkLength();
    PacketCursor next = ip.copyIn(Reg.R4);
    next.advance(Family.V6.headerBytes());
    Label transport = asm.label("transport");
    chain(next, 0, transport);
    asm.place(transport);
    asm.or(Code.FACTS, Reg.R5);
    new TransportCode(code, judge, malformed).emit(next, Family.V6);
  }

  private void checkLength() {
    if (code.side() == Side.INGRESS) {
      asm.mov(Reg.R1, Code.END);
      asm.sub(Reg.R1, Code.IP);
      asm.jumpIf(Code.LENGTH, Cond.GT, Reg.R1, badChain());
    }
  }

  /// `R5` says which header the cursor is at. Extension headers are rare: the first test finds that
  /// out at once for TCP, UDP and ICMPv6.
  private void chain(PacketCursor next, int headers, Label transport) {
    Label routing = asm.label("options");
    Label fragment = asm.label("fragment");
    Label authentication = asm.label("authentication");
    boolean last = headers == MAX_HEADERS;
    asm.jumpIf(Reg.R5, Cond.EQ, TransportCode.TCP, transport);
    asm.jumpIf(Reg.R5, Cond.EQ, TransportCode.UDP, transport);
    for (int options : new int[] {HOP_BY_HOP, ROUTING, DESTINATION_OPTIONS}) {
      asm.jumpIf(Reg.R5, Cond.EQ, options, last ? badChain() : routing);
    }
    asm.jumpIf(Reg.R5, Cond.EQ, FRAGMENT, last ? badChain() : fragment);
    asm.jumpIf(Reg.R5, Cond.EQ, AUTHENTICATION, last ? badChain() : authentication);
    asm.jump(transport);
    if (!last) {
      Label again = asm.label("next_header");
      extension(next, routing, fragment, authentication, again);
      asm.place(again);
      chain(next, headers + 1, transport);
    }
  }

  private void extension(
      PacketCursor next, Label options, Label fragment, Label authentication, Label again) {
    asm.place(options);
    lengthOf(next);
    asm.lsh(Reg.R2, 3); // in units of 8 behind the first 8
    asm.add(Reg.R2, UNIT);
    next.advanceMasked(Reg.R2, LONGEST);
    asm.jump(again);
    asm.place(authentication);
    lengthOf(next);
    asm.lsh(Reg.R2, 2); // in units of 4 behind the first 8 (RFC 4302 section 2.2)
    asm.add(Reg.R2, UNIT);
    next.advanceMasked(Reg.R2, LONGEST);
    asm.jump(again);
    asm.place(fragment);
    next.need(UNIT, badChain());
    next.load(Size.B, Reg.R5, 0);
    next.loadBig(Size.H, Reg.R1, 2);
    next.advance(UNIT);
    asm.and(Reg.R1, FRAGMENT_OFFSET);
    asm.jumpIf(Reg.R1, Cond.NE, 0, code.rarely("later_fragment", this::laterFragment));
  }

  private void lengthOf(PacketCursor next) {
    next.need(UNIT, badChain());
    next.load(Size.B, Reg.R5, 0);
    next.load(Size.B, Reg.R2, 1);
  }

  /// The header that was to be next still names the protocol as well as can be.
  private Label badChain() {
    return code.rarely(
        "bad_chain",
        () -> {
          asm.or(Code.FACTS, Reg.R5);
          asm.jump(malformed);
        });
  }

  private void laterFragment() {
    asm.or(Code.FACTS, Reg.R5);
    asm.or(Code.FACTS, Facts.LATER_FRAGMENT);
    asm.jump(judge);
  }
}
