package io.ironpost.bpf.asm;

import java.util.List;

record FlowCheck(
    List<Instruction> instructions,
    List<SourceLine> lines,
    PacketFacts facts,
    List<Program.Function> functions) {
  void check() {}
}
