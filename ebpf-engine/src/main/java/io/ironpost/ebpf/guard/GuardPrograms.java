package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.AttachType;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.PacketCursor;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramSpec;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.Reg;
import java.util.List;

/// Builds the programs of one interface. What differs between interfaces (their number, their
/// counters) are constants in the code.
///
/// @param interfaceIndex the kernel's number of the interface, for reports
/// @param slot which of [GuardMaps#counters] are the interface's
record GuardPrograms(
    GuardMaps maps, SourceTable table, EventRates rates, int interfaceIndex, int slot) {

  /// What comes in: judged, counted, reported.
  Program ingress(List<FilterRule> rules) {
    return Asm.program("ironpost_in", ProgramType.XDP, asm -> ingress(asm, rules));
  }

  /// What leaves: reported.
  Program egress() {
    ProgramSpec spec =
        ProgramSpec.of("ironpost_out", ProgramType.SCHED_CLS).expecting(AttachType.TCX_EGRESS);
    return Asm.program(spec, this::egress);
  }

  private void ingress(Asm asm, List<FilterRule> rules) {
    Code code = new Code(asm, Side.INGRESS, maps);
    CounterCode counters = new CounterCode(code, slot);
    PacketCode.Exits exits = exits(asm);
    PacketCursor ip = new PacketCode(code, exits).emit();
    parse(code, ip, exits, family -> judge(code, counters, family, rules));
    asm.place(exits.arp());
    counters.countAndPass(CounterLayout.ARP);
    asm.place(exits.nonIp());
    counters.countAndPass(CounterLayout.NON_IP);
    asm.place(exits.malformedFrame());
    malformedFrame(code, counters);
    code.emitRare();
  }

  private void judge(Code code, CounterCode counters, Family family, List<FilterRule> rules) {
    ReportCode report = new ReportCode(code, family, rates, interfaceIndex);
    DropCode drop = new DropCode(code, family, report);
    counters.countIp(family);
    new BlockCode(code, family, drop).emit();
    new FilterCode(code, family, drop).emit(rules);
    new SourceCode(code, family, table, report).emit();
  }

  /// Too short for what its EtherType says: among what is not IP, and malformed.
  private static void malformedFrame(Code code, CounterCode counters) {
    counters.find();
    code.countFrame(CounterLayout.MALFORMED);
    code.countFrame(CounterLayout.NON_IP);
    code.asm().exit(code.pass());
  }

  private void egress(Asm asm) {
    Code code = new Code(asm, Side.EGRESS, maps);
    CounterCode counters = new CounterCode(code, GuardMaps.EGRESS_COUNTERS + slot);
    PacketCode.Exits exits = exits(asm);
    PacketCursor ip = new PacketCode(code, exits).emit();
    parse(code, ip, exits, family -> watch(code, counters, family));
    asm.place(exits.arp());
    asm.place(exits.nonIp());
    asm.place(exits.malformedFrame());
    asm.exit(code.pass());
    code.emitRare();
  }

  private void watch(Code code, CounterCode counters, Family family) {
    counters.find();
    code.forgetBounds(Code.FACTS, Reg.R3);
    ReportCode report = new ReportCode(code, family, rates, interfaceIndex);
    new SourceCode(code, family, table, report).emit();
  }

  private static PacketCode.Exits exits(Asm asm) {
    return new PacketCode.Exits(
        asm.label("ipv4"),
        asm.label("ipv6"),
        asm.label("arp"),
        asm.label("non_ip"),
        asm.label("malformed_frame"));
  }

  /// What is done with a packet of a family once it was taken apart.
  private interface Judge {
    void emit(Family family);
  }

  private static void parse(Code code, PacketCursor ip, PacketCode.Exits exits, Judge judge) {
    for (Family family : Family.values()) {
      Label taken = code.asm().label("taken_apart");
      Label malformed = code.rarely("malformed", () -> malformed(code, taken));
      switch (family) {
        case V4 -> {
          code.asm().place(exits.v4());
          new Ipv4Code(code, taken, malformed).emit(ip, exits.malformedFrame());
        }
        case V6 -> {
          code.asm().place(exits.v6());
          new Ipv6Code(code, taken, malformed).emit(ip, exits.malformedFrame());
        }
      }
      code.asm().place(taken);
      judge.emit(family);
    }
  }

  private static void malformed(Code code, Label taken) {
    code.asm().or(Code.FACTS, Facts.MALFORMED);
    code.asm().jump(taken);
  }
}
