package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Field;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.RingWake;
import io.ironpost.bpf.asm.Size;

/// Writes reports into the ring.
final class ReportCode {
  private static final int NANOS = 1_000_000_000;

  private final Code code;
  private final Asm asm;
  private final Family family;
  private final EventRates rates;
  private final int interfaceIndex;

  ReportCode(Code code, Family family, EventRates rates, int interfaceIndex) {
    this.code = code;
    this.asm = code.asm();
    this.family = family;
    this.rates = rates;
    this.interfaceIndex = interfaceIndex;
  }

  /// Reports a packet with the sums of its entry in `R2`, which begin anew; or not, when it is too
  /// soon or there is no room.
  ///
  /// @param done where to go then
  void withSums(Label done) {
    asm.store(code.keptToo, Reg.R2);
    code.coarseTime();
    asm.load(Reg.R2, code.keptToo);
    asm.load(Reg.R3, Reg.R2, SourceLayout.DUE);
    due(Reg.R3, rates.perSource(), rates.burst(), done);
    takeShare(done);
    asm.store(Reg.R2, SourceLayout.DUE, Reg.R3);
    renewSeen();
    reserve(done);
    asm.load(Reg.R2, code.keptToo);
    fill();
    verdictOfPassed();
    moveSums();
    submit();
    asm.jump(done);
  }

  /// Reports a dropped packet by itself.
  void sample(int verdict, Label done) {
    code.coarseTime();
    takeShare(done);
    reserve(done);
    fill();
    asm.store(Reg.R0, EventLayout.VERDICT, verdict);
    for (Field sum : EventSums.EVENT) {
      asm.store(Reg.R0, sum, 0);
    }
    submit();
  }

  /// GCRA: `R0` is the time, `due` the theoretical arrival time, moved on when this report may go.
  private void due(Reg due, int perSecond, int burst, Label tooSoon) {
    int interval = Math.max(1, NANOS / perSecond);
    Label later = asm.label("later");
    asm.jumpIf(due, Cond.GE, Reg.R0, later);
    asm.mov(due, Reg.R0);
    asm.place(later);
    asm.mov(Reg.R5, due);
    asm.sub(Reg.R5, Reg.R0);
    asm.mov(Reg.R1, (long) interval * (burst - 1));
    asm.jumpIf(Reg.R5, Cond.GT, Reg.R1, tooSoon);
    asm.add(due, interval);
  }

  /// The processor's own limit: half a second's reports at once at most.
  private void takeShare(Label done) {
    Label withheld =
        code.rarely(
            "withheld",
            () -> {
              code.increment(Code.COUNTERS, CounterLayout.WITHHELD, Reg.R1);
              asm.jump(done);
            });
    asm.load(Reg.R4, Code.COUNTERS, CounterLayout.DUE);
    due(Reg.R4, rates.perProcessor(), Math.max(1, rates.perProcessor() / 2), withheld);
    asm.store(Code.COUNTERS, CounterLayout.DUE, Reg.R4);
  }

  /// About once a second flows count as unseen again; the present one stays seen. Then
  /// [SourceLayout#OWES_ACK].
  private void renewSeen() {
    Label same = asm.label("same_epoch");
    Label done = asm.label("done");
    asm.load(Reg.R3, Reg.R2, SourceLayout.SEEN);
    asm.rsh(Reg.R0, 30);
    asm.load(Reg.R4, Reg.R2, SourceLayout.EPOCH);
    asm.jumpIf32(Reg.R0, Cond.EQ, Reg.R4, same);
    asm.store(Reg.R2, SourceLayout.EPOCH, Reg.R0);
    asm.and(Reg.R3, SourceLayout.OWES_ACK);
    asm.load(Reg.R4, code.kept);
    asm.or(Reg.R3, Reg.R4);
    asm.place(same);
    asm.mov(Reg.R4, Code.FACTS);
    asm.and(Reg.R4, Facts.PROTOCOL_MASK);
    asm.jumpIf(Reg.R4, Cond.NE, TransportCode.TCP, done);
    asm.and(Reg.R3, ~SourceLayout.OWES_ACK);
    asm.mov(Reg.R4, Code.FACTS);
    asm.and(Reg.R4, SourceCode.SYN_RST_ACK);
    asm.jumpIf(Reg.R4, Cond.NE, SourceCode.SYN, done);
    asm.or(Reg.R3, SourceLayout.OWES_ACK);
    asm.place(done);
    asm.store(Reg.R2, SourceLayout.SEEN, Reg.R3);
  }

  /// Room for a report in `R0`; only now, when it is sure to be made, is the clock read.
  private void reserve(Label done) {
    asm.ktimeBootNs();
    asm.store(code.time, Reg.R0);
    asm.ringReserve(code.maps().ring(), EventLayout.LAYOUT.size());
    asm.jumpIf(Reg.R0, Cond.EQ, 0, code.rarely("ring_full", () -> lost(done)));
  }

  private void lost(Label done) {
    code.increment(Code.COUNTERS, CounterLayout.LOST, Reg.R1);
    asm.jump(done);
  }

  /// Writes what is known of the packet to where `R0` points; leaves `R2`.
  private void fill() {
    asm.load(Reg.R1, code.time);
    asm.store(Reg.R0, EventLayout.TIME, Reg.R1);
    address(EventLayout.SOURCE_HIGH, family.source());
    address(EventLayout.TARGET_HIGH, family.target());
    asm.store(Reg.R0, EventLayout.INTERFACE, interfaceIndex);
    asm.load(Reg.R1, code.ports);
    asm.store(Size.W, Reg.R0, EventLayout.SOURCE_PORT.offset(), Reg.R1);
    asm.store(Reg.R0, EventLayout.LENGTH, Code.LENGTH);
    asm.store(Reg.R0, EventLayout.FACTS, Code.FACTS);
    asm.store(Reg.R0, EventLayout.DNS_QUESTION, 0);
  }

  private void address(Field high, int at) {
    switch (family) {
      case V4 -> {
        asm.store(Size.DW, Reg.R0, high.offset(), 0);
        asm.load(Size.W, Reg.R1, Code.IP, at);
        asm.store(Size.W, Reg.R0, high.offset() + Long.BYTES, 0xffff_0000);
        asm.store(Size.W, Reg.R0, high.offset() + Long.BYTES + Integer.BYTES, Reg.R1);
      }
      case V6 -> {
        for (int i = 0; i < family.addressBytes(); i += Long.BYTES) {
          asm.load(Size.DW, Reg.R1, Code.IP, at + i);
          asm.store(Size.DW, Reg.R0, high.offset() + i, Reg.R1);
        }
      }
    }
  }

  private void verdictOfPassed() {
    Label set = asm.label("verdict");
    asm.mov(Reg.R1, EventLayout.MONITORED);
    asm.jumpIf(Code.FACTS, Cond.SET, Facts.MONITORED, set);
    asm.mov(Reg.R1, EventLayout.PASSED);
    asm.place(set);
    asm.store(Reg.R0, EventLayout.VERDICT, Reg.R1);
  }

  private void moveSums() {
    for (int i = 0; i < EventSums.EVENT.size(); i++) {
      Field from = EventSums.SOURCE.get(i);
      asm.load(Reg.R1, Reg.R2, from);
      asm.store(Reg.R0, EventSums.EVENT.get(i), Reg.R1);
      asm.store(Reg.R2, from, 0);
    }
  }

  private void submit() {
    asm.ringSubmit(Reg.R0, RingWake.NEVER);
    code.increment(Code.COUNTERS, CounterLayout.EVENTS, Reg.R1);
  }
}
