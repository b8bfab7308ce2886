package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Field;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.Reg;

/// Counts what comes in, whatever becomes of it: nothing here is shared between processors.
final class CounterCode {
  private final Code code;
  private final Asm asm;
  private final int slot;

  /// @param slot which of the counters are this program's
  CounterCode(Code code, int slot) {
    this.code = code;
    this.asm = code.asm();
    this.slot = slot;
  }

  /// Makes [Code#COUNTERS] point to them.
  void find() {
    asm.store(code.index, slot);
    asm.lookup(code.maps().counters(), code.index);
    asm.jumpIf(Reg.R0, Cond.EQ, 0, code.rarely("no_counters", () -> asm.exit(code.pass())));
    asm.mov(Code.COUNTERS, Reg.R0);
  }

  /// Frames that are not IP: counted, and nothing else.
  void countAndPass(Field kind) {
    find();
    code.countFrame(kind);
    asm.exit(code.pass());
  }

  void countIp(Family family) {
    find();
    Label counted = asm.label("counted");
    asm.mov(Reg.R4, Code.FACTS);
    asm.and(Reg.R4, Facts.PROTOCOL_MASK);
    kind(TransportCode.TCP, CounterLayout.TCP, counted);
    kind(TransportCode.UDP, CounterLayout.UDP, counted);
    switch (family) {
      case V4 -> kind(TransportCode.ICMP, CounterLayout.ICMP, counted);
      case V6 -> kind(TransportCode.ICMP_V6, CounterLayout.ICMP_V6, counted);
    }
    code.countFrame(CounterLayout.OTHER);
    asm.place(counted);
    Label judged = asm.label("judged");
    Label count = code.rarely("count_malformed", () -> malformed(judged));
    asm.jumpIf(Code.FACTS, Cond.SET, Facts.MALFORMED, count);
    asm.place(judged);
    code.forgetBounds(Code.FACTS, Reg.R3);
  }

  private void kind(int protocol, Field kind, Label counted) {
    Label other = asm.label("other_protocol");
    asm.jumpIf(Reg.R4, Cond.NE, protocol, other);
    code.countFrame(kind);
    asm.jump(counted);
    asm.place(other);
  }

  private void malformed(Label back) {
    code.countFrame(CounterLayout.MALFORMED);
    asm.jump(back);
  }
}
