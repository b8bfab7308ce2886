package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Helper;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Size;

/// Counts the packet for its sender (for its receiver, when it leaves) and decides whether to
/// report it: a new sender, a SYN, a RST, a combination of flags without ACK, what follows a SYN,
/// ICMP, a UDP flow not seen within a second, what a filter rule monitors, and each 256th packet,
/// so that sums do not grow old.
final class SourceCode {
  /// Flags of TCP as they lie in [Facts].
  static final int SYN = 0x02 << Facts.FLAGS_SHIFT;

  static final int ACK = 0x10 << Facts.FLAGS_SHIFT;
  static final int SYN_RST_ACK = (0x02 | 0x04 | 0x10) << Facts.FLAGS_SHIFT;

  private static final int EVERY = 256;

  /// 32 odd bits of [SourceLayout#SEEN]: five bits of a hash.
  private static final int FLOW_BITS = 5;

  private static final Reg ENTRY = Reg.R2;

  private final Code code;
  private final Asm asm;
  private final Family family;
  private final SourceTable table;
  private final Label report;
  private final Label done;

  SourceCode(Code code, Family family, SourceTable table, ReportCode reports) {
    this.code = code;
    this.asm = code.asm();
    this.family = family;
    this.table = table;
    done = code.rarely("pass", () -> asm.exit(code.pass()));
    report = code.rarely("report", () -> reports.withSums(done));
  }

  /// Ends the program.
  void emit() {
    Label found = asm.label("found");
    locate();
    Label other = code.rarely("other_of_pair", () -> otherOfPair(found));
    compare(other);
    asm.place(found);
    count();
  }

  /// Makes [#ENTRY] point to the pair and puts the address into `R5` and `R1`.
  private void locate() {
    asm.call(Helper.GET_SMP_PROCESSOR_ID);
    asm.and(Reg.R0, (1 << table.processorsBits()) - 1);
    asm.lsh(Reg.R0, Integer.numberOfTrailingZeros(table.processorBytes()));
    switch (family) {
      case V4 -> hashV4();
      case V6 -> hashV6();
    }
    asm.lsh(Reg.R3, Integer.numberOfTrailingZeros(SourceTable.pairBytes()));
    asm.add(Reg.R0, Reg.R3);
    asm.mapValue(ENTRY, entries(), 0);
    asm.add(ENTRY, Reg.R0);
  }

  private int address() {
    return switch (code.side()) {
      case INGRESS -> family.source();
      case EGRESS -> family.target();
    };
  }

  private MapSpec entries() {
    return switch (code.side()) {
      case INGRESS -> code.maps().sources();
      case EGRESS -> code.maps().targets();
    };
  }

  private void hashV4() {
    asm.load(Size.W, Reg.R1, Code.IP, address());
    asm.mov32(Reg.R3, Reg.R1);
    asm.mul32(Reg.R3, (int) table.factor());
    asm.rsh32(Reg.R3, Integer.SIZE - table.pairBits());
    asm.lsh(Reg.R1, Integer.SIZE);
    asm.mov32(Reg.R4, 0xffff_0000); // ::ffff:0:0/96, as it lies in memory
    asm.or(Reg.R1, Reg.R4);
    asm.mov(Reg.R5, 0);
  }

  private void hashV6() {
    asm.load(Size.DW, Reg.R5, Code.IP, address());
    asm.load(Size.DW, Reg.R1, Code.IP, address() + Long.BYTES);
    asm.mov(Reg.R4, table.factor());
    asm.mov(Reg.R3, Reg.R5);
    asm.mul(Reg.R3, Reg.R4);
    asm.add(Reg.R3, Reg.R1);
    asm.mul(Reg.R3, Reg.R4);
    asm.rsh(Reg.R3, Long.SIZE - table.pairBits());
  }

  private void compare(Label otherwise) {
    asm.load(Reg.R4, ENTRY, SourceLayout.LOW);
    asm.jumpIf(Reg.R4, Cond.NE, Reg.R1, otherwise);
    asm.load(Reg.R4, ENTRY, SourceLayout.HIGH);
    asm.jumpIf(Reg.R4, Cond.NE, Reg.R5, otherwise);
  }

  private void otherOfPair(Label found) {
    asm.add(ENTRY, SourceTable.entryBytes());
    Label unknown = code.rarely("unknown", () -> settle(found));
    compare(unknown);
    asm.jump(found);
  }

  /// Takes the place of the one of the pair that has less to report; [#ENTRY] is the second.
  private void settle(Label found) {
    Label second = asm.label("second");
    Label empty = asm.label("empty");
    asm.load(Reg.R4, ENTRY, SourceLayout.PACKETS);
    asm.load(Size.W, Reg.R3, ENTRY, SourceLayout.PACKETS.offset() - SourceTable.entryBytes());
    asm.jumpIf(Reg.R4, Cond.LT, Reg.R3, second);
    asm.sub(ENTRY, SourceTable.entryBytes());
    asm.mov(Reg.R4, Reg.R3);
    asm.place(second);
    asm.jumpIf(Reg.R4, Cond.EQ, 0, empty);
    asm.load(Reg.R3, Code.COUNTERS, CounterLayout.EVICTED);
    asm.add(Reg.R3, Reg.R4);
    asm.store(Code.COUNTERS, CounterLayout.EVICTED, Reg.R3);
    asm.place(empty);
    for (int at = 0; at < SourceTable.entryBytes(); at += Long.BYTES) {
      asm.store(Size.DW, ENTRY, at, 0);
    }
    asm.store(ENTRY, SourceLayout.LOW, Reg.R1);
    asm.store(ENTRY, SourceLayout.HIGH, Reg.R5);
    asm.or(Code.FACTS, Facts.FRESH);
    asm.jump(found);
  }

  private void count() {
    Label udp = asm.label("udp");
    Label icmp = asm.label("icmp");
    Label any = asm.label("any");
    asm.load(Reg.R3, ENTRY, SourceLayout.BYTES);
    asm.add(Reg.R3, Code.LENGTH);
    asm.store(ENTRY, SourceLayout.BYTES, Reg.R3);
    code.increment(ENTRY, SourceLayout.PACKETS, Reg.R4);
    asm.store(code.kept, 0);
    asm.mov(Reg.R3, Code.FACTS);
    asm.and(Reg.R3, Facts.PROTOCOL_MASK);
    asm.jumpIf(Reg.R3, Cond.EQ, TransportCode.UDP, udp);
    asm.jumpIf(
        Reg.R3, Cond.EQ, family == Family.V4 ? TransportCode.ICMP : TransportCode.ICMP_V6, icmp);
    asm.jumpIf(Reg.R3, Cond.NE, TransportCode.TCP, any);
    tcp(any);
    asm.place(any);
    asm.and(Reg.R4, EVERY - 1);
    asm.jumpIf(Reg.R4, Cond.EQ, 0, report);
    asm.jumpIf(Code.FACTS, Cond.SET, Facts.MONITORED | Facts.FRESH, report);
    asm.exit(code.pass());
    asm.place(udp);
    udp(any);
    asm.place(icmp);
    code.increment(ENTRY, SourceLayout.ICMP, Reg.R3);
    asm.jump(report);
  }

  private void tcp(Label any) {
    code.increment(ENTRY, SourceLayout.TCP, Reg.R3);
    asm.mov(Reg.R3, Code.FACTS);
    asm.and(Reg.R3, SYN_RST_ACK);
    asm.jumpIf(Reg.R3, Cond.NE, ACK, code.rarely("odd_flags", () -> oddFlags(any)));
    asm.load(Reg.R3, ENTRY, SourceLayout.SEEN);
    asm.jumpIf(Reg.R3, Cond.SET, SourceLayout.OWES_ACK, report);
  }

  /// SYN, RST, or no ACK; a fragment without flags is none of these.
  private void oddFlags(Label any) {
    Label flags = asm.label("flags");
    asm.jumpIf(Code.FACTS, Cond.SET, Facts.HAS_PORTS, flags);
    asm.jump(any);
    asm.place(flags);
    asm.jumpIf(Reg.R3, Cond.NE, SYN, report);
    code.increment(ENTRY, SourceLayout.SYN, Reg.R3);
    asm.jump(report);
  }

  private void udp(Label any) {
    code.increment(ENTRY, SourceLayout.UDP, Reg.R3);
    asm.load(Reg.R3, code.ports);
    asm.mul32(Reg.R3, (int) table.factor());
    asm.rsh32(Reg.R3, Integer.SIZE - FLOW_BITS);
    asm.lsh(Reg.R3, 1);
    asm.or(Reg.R3, 1);
    asm.mov(Reg.R5, 1);
    asm.lsh(Reg.R5, Reg.R3);
    asm.load(Reg.R3, ENTRY, SourceLayout.SEEN);
    asm.jumpIf(Reg.R3, Cond.SET, Reg.R5, any);
    asm.or(Reg.R3, Reg.R5);
    asm.store(ENTRY, SourceLayout.SEEN, Reg.R3);
    asm.store(code.kept, Reg.R5);
    asm.jump(report);
  }
}
