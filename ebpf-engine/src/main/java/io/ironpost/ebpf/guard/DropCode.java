package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Field;
import io.ironpost.bpf.asm.Helper;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Size;
import io.ironpost.bpf.asm.XdpMd;

/// Drops, unless the allowlist has the source: asked here, at the end, so that packets which nobody
/// wants to drop do not pay for it. The verdict is the same as if it were asked first.
final class DropCode {
  /// One drop of so many is reported, for people who look.
  private static final int SAMPLE = 64;

  private final Code code;
  private final Asm asm;
  private final Family family;
  private final ReportCode report;

  DropCode(Code code, Family family, ReportCode report) {
    this.code = code;
    this.asm = code.asm();
    this.family = family;
    this.report = report;
  }

  /// @param pair what counts these drops
  /// @param verdict of [EventLayout]
  /// @param survives where an allowed packet goes on
  void emit(Field pair, int verdict, Label survives) {
    Label drop = asm.label("drop");
    putKey();
    held(allowed(), drop);
    asm.call(Helper.MAP_LOOKUP_ELEM, Reg.R0, code.trieKey);
    asm.jumpIf(Reg.R0, Cond.EQ, 0, drop);
    code.countFrame(CounterLayout.ALLOWED);
    asm.jump(survives);
    asm.place(drop);
    code.countFrame(pair);
    Label unseen = asm.label("unseen");
    asm.and(Reg.R1, SAMPLE - 1); // the packets counted
    asm.jumpIf(Reg.R1, Cond.NE, 1, unseen);
    report.sample(verdict, unseen);
    asm.place(unseen);
    asm.exit(XdpMd.DROP);
  }

  /// Makes a trie's key of the whole source address.
  void putKey() {
    asm.store(Size.W, Reg.FP, code.trieKey.offset(), family.addressBytes() * Byte.SIZE);
    for (int at = 0; at < family.addressBytes(); at += Integer.BYTES) {
      asm.load(Size.W, Reg.R1, Code.IP, family.source() + at);
      asm.store(Size.W, Reg.FP, code.trieKey.offset() + Integer.BYTES + at, Reg.R1);
    }
  }

  /// The map that this one points to in `R0`.
  void held(MapSpec holder, Label none) {
    asm.store(code.index, 0);
    asm.lookup(holder, code.index);
    asm.jumpIf(Reg.R0, Cond.EQ, 0, none);
  }

  private MapSpec allowed() {
    return switch (family) {
      case V4 -> code.maps().allowedV4();
      case V6 -> code.maps().allowedV6();
    };
  }
}
