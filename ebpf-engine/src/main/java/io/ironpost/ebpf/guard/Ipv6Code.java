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
  private static final int[] EXTENSIONS = {
    HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION_OPTIONS
  };

  /// From the beginning of the IP header.
  private static final Reg OFFSET = Reg.R3;

  /// More than 40 and eight times 2,048 bytes.
  private static final int FARTHEST = 0x7fff;

  /// Of the shortest extension header, and the unit of their lengths.
  private static final int UNIT = 8;

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
    Label transport = asm.label("transport");
    asm.mov(OFFSET, Family.V6.headerBytes());
    chain(ip, 0, transport);
    asm.place(transport);
    asm.or(Code.FACTS, Reg.R5);
    new TransportCode(code, judge, malformed).emit(at(ip), Family.V6);
  }

  /// A cursor that far behind the beginning of the IP header.
  private PacketCursor at(PacketCursor ip) {
    PacketCursor there = ip.copyIn(Reg.R4);
    there.advanceMasked(OFFSET, FARTHEST);
    return there;
  }

  private void checkLength() {
    if (code.side() == Side.INGRESS) {
      asm.mov(Reg.R1, Code.END);
      asm.sub(Reg.R1, Code.IP);
      asm.jumpIf(Code.LENGTH, Cond.GT, Reg.R1, badChain());
    }
  }

  /// `R5` says which header is at the offset. Extension headers are rare: the first tests find that
  /// out at once for TCP and UDP.
  private void chain(PacketCursor ip, int headers, Label transport) {
    Label extension = headers == MAX_HEADERS ? badChain() : asm.label("extension");
    asm.jumpIf(Reg.R5, Cond.EQ, TransportCode.TCP, transport);
    asm.jumpIf(Reg.R5, Cond.EQ, TransportCode.UDP, transport);
    for (int type : EXTENSIONS) {
      asm.jumpIf(Reg.R5, Cond.EQ, type, extension);
    }
    asm.jump(transport);
    if (headers < MAX_HEADERS) {
      asm.place(extension);
      extension(ip);
      code.forgetBounds(OFFSET, Reg.R1); // else all 3^8 ways through the chain differ
      chain(ip, headers + 1, transport);
    }
  }

  /// Reads the header at the offset: the next one's type into `R5`, its place into the offset.
  private void extension(PacketCursor ip) {
    Label options = asm.label("options");
    Label fragment = asm.label("fragment");
    Label again = asm.label("next_header");
    PacketCursor header = at(ip);
    header.need(UNIT, badChain());
    header.load(Size.B, Reg.R2, 1);
    asm.mov(Reg.R1, Reg.R5);
    header.load(Size.B, Reg.R5, 0);
    asm.jumpIf(Reg.R1, Cond.EQ, FRAGMENT, fragment);
    asm.jumpIf(Reg.R1, Cond.NE, AUTHENTICATION, options);
    asm.lsh(Reg.R2, 2); // in units of 4 behind the first 8 (RFC 4302 section 2.2)
    asm.jump(again);
    asm.place(fragment);
    header.loadBig(Size.H, Reg.R1, 2);
    asm.mov(Reg.R2, 0);
    asm.and(Reg.R1, FRAGMENT_OFFSET);
    asm.jumpIf(Reg.R1, Cond.NE, 0, code.rarely("later_fragment", this::laterFragment));
    asm.jump(again);
    asm.place(options);
    asm.lsh(Reg.R2, 3); // in units of 8 behind the first 8
    asm.place(again);
    asm.add(OFFSET, Reg.R2);
    asm.add(OFFSET, UNIT);
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
