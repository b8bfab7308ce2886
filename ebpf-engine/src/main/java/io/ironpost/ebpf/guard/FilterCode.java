package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.MapWrite;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Size;
import io.ironpost.bpf.asm.Slot;
import io.ironpost.core.net.IpPrefix;
import java.util.List;

/// Filter rules as instructions, one behind the other: some six for a rule that does not fit, a
/// nanosecond. A table that is walked would cost more for the few rules that people have.
final class FilterCode {
  /// Sixteenths of a nanosecond: the interval of 200,000,000 packets a second has 80.
  private static final int FRACTION_BITS = 4;

  private static final long SECOND = 1_000_000_000L << FRACTION_BITS;

  private final Code code;
  private final Asm asm;
  private final Family family;
  private final DropCode drop;
  private final Label done;

  FilterCode(Code code, Family family, DropCode drop) {
    this.code = code;
    this.asm = code.asm();
    this.family = family;
    this.drop = drop;
    done = asm.label("filtered");
  }

  void emit(List<FilterRule> rules) {
    for (int i = 0; i < rules.size(); i++) {
      if (concerns(rules.get(i))) {
        rule(i, rules.get(i));
      }
    }
    asm.place(done);
  }

  private boolean concerns(FilterRule rule) {
    return concerns(rule.source()) && concerns(rule.destination());
  }

  /// `::/0` and what else holds all IPv4-mapped addresses too is of both families.
  private boolean concerns(IpPrefix prefix) {
    return switch (family) {
      case V4 -> prefix.isV4() || prefix.bits() == 0;
      case V6 -> !prefix.isV4();
    };
  }

  private void rule(int number, FilterRule rule) {
    Label next = asm.label("next_rule");
    Label fits = code.rarely("fits", () -> apply(number, rule, next));
    match(rule.source(), family.source(), next);
    match(rule.destination(), family.target(), next);
    if (rule.protocol() != FilterRule.ANY) {
      asm.mov(Reg.R1, Code.FACTS);
      asm.and(Reg.R1, Facts.PROTOCOL_MASK);
      asm.jumpIf(Reg.R1, Cond.NE, rule.protocol(), next);
    }
    if (rule.hasPorts()) {
      ports(rule, next);
    }
    asm.jump(fits);
    asm.place(next);
  }

  private void match(IpPrefix prefix, int at, Label next) {
    if (prefix.bits() == 0) {
      return;
    }
    switch (family) {
      case V4 -> matchV4(prefix, at, next);
      case V6 -> {
        matchV6(prefix.high(), Math.min(Long.SIZE, prefix.bits()), at, next);
        matchV6(prefix.low(), prefix.bits() - Long.SIZE, at + Long.BYTES, next);
      }
    }
  }

  private void matchV4(IpPrefix prefix, int at, Label next) {
    if (prefix.familyBits() == 0) {
      return;
    }
    asm.load(Size.W, Reg.R1, Code.IP, at);
    asm.and32(Reg.R1, Integer.reverseBytes(-1 << Integer.SIZE - prefix.familyBits()));
    asm.jumpIf32(Reg.R1, Cond.NE, Integer.reverseBytes(prefix.v4Address()), next);
  }

  private void matchV6(long bits, int count, int at, Label next) {
    if (count <= 0) {
      return;
    }
    asm.load(Size.DW, Reg.R1, Code.IP, at);
    if (count < Long.SIZE) {
      asm.mov(Reg.R2, Long.reverseBytes(-1L << Long.SIZE - count));
      asm.and(Reg.R1, Reg.R2);
    }
    asm.mov(Reg.R2, Long.reverseBytes(bits));
    asm.jumpIf(Reg.R1, Cond.NE, Reg.R2, next);
  }

  private void ports(FilterRule rule, Label next) {
    Label present = asm.label("present");
    asm.jumpIf(Code.FACTS, Cond.SET, Facts.HAS_PORTS, present);
    asm.jump(next);
    asm.place(present);
    asm.load(Reg.R1, code.ports);
    asm.rsh(Reg.R1, Short.SIZE);
    asm.toBigEndian(Reg.R1, Size.H);
    asm.jumpIf(Reg.R1, Cond.LT, rule.firstPort(), next);
    asm.jumpIf(Reg.R1, Cond.GT, rule.lastPort(), next);
  }

  private void apply(int number, FilterRule rule, Label next) {
    Label counted = asm.label("counted");
    asm.store(code.index, number);
    asm.lookup(code.maps().ruleHits(), code.index);
    asm.jumpIf(Reg.R0, Cond.EQ, 0, counted);
    asm.load(Size.DW, Reg.R1, Reg.R0, 0);
    asm.add(Reg.R1, 1);
    asm.store(Size.DW, Reg.R0, 0, Reg.R1);
    asm.place(counted);
    switch (rule.action()) {
      case FilterRule.Action.Block() ->
          drop.emit(CounterLayout.FILTERED, EventLayout.BLOCKED, done);
      case FilterRule.Action.Pass() -> asm.jump(done);
      case FilterRule.Action.Monitor() -> {
        asm.or(Code.FACTS, Facts.MONITORED);
        asm.jump(next);
      }
      case FilterRule.Action.RateLimit(int perSecond) -> limit(number, perSecond, next);
    }
  }

  /// GCRA with a burst of one second: the map keeps when the source's next packet would be due.
  /// Packets of one source on two processors at the same moment may both take the last place.
  private void limit(int number, int perSecond, Label next) {
    long interval = SECOND / perSecond;
    Slot key = code.limitKey;
    Label later = asm.label("later");
    Label first = code.rarely("first_of_source", () -> first(key, interval, next));
    putKey(key, number);
    code.coarseTime();
    asm.lsh(Reg.R0, FRACTION_BITS);
    asm.store(code.time, Reg.R0);
    asm.lookup(code.maps().limits(), key);
    asm.jumpIf(Reg.R0, Cond.EQ, 0, first);
    asm.load(Size.DW, Reg.R1, Reg.R0, 0);
    asm.load(Reg.R2, code.time);
    asm.jumpIf(Reg.R1, Cond.GE, Reg.R2, later);
    asm.mov(Reg.R1, Reg.R2);
    asm.place(later);
    asm.mov(Reg.R3, Reg.R1);
    asm.sub(Reg.R3, Reg.R2);
    asm.mov(Reg.R4, SECOND - interval);
    asm.jumpIf(Reg.R3, Cond.GT, Reg.R4, code.rarely("limited", () -> limited(next)));
    asm.mov(Reg.R4, interval);
    asm.add(Reg.R1, Reg.R4);
    asm.store(Size.DW, Reg.R0, 0, Reg.R1);
    asm.jump(next);
  }

  private void limited(Label next) {
    drop.emit(CounterLayout.LIMITED, EventLayout.LIMITED, next);
  }

  private void first(Slot key, long interval, Label next) {
    asm.load(Reg.R1, code.time);
    asm.mov(Reg.R2, interval);
    asm.add(Reg.R1, Reg.R2);
    asm.store(code.time, Reg.R1);
    asm.update(code.maps().limits(), key, code.time, MapWrite.ANY);
    asm.jump(next);
  }

  private void putKey(Slot key, int number) {
    asm.store(Size.W, Reg.FP, key.offset(), number | family.ordinal() << Short.SIZE);
    int address = Integer.BYTES + family.addressBytes();
    for (int at = 0; at < family.addressBytes(); at += Integer.BYTES) {
      asm.load(Size.W, Reg.R1, Code.IP, family.source() + at);
      asm.store(Size.W, Reg.FP, key.offset() + Integer.BYTES + at, Reg.R1);
    }
    for (int at = address; at < key.size(); at += Integer.BYTES) {
      asm.store(Size.W, Reg.FP, key.offset() + at, 0);
    }
  }
}
