package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramSpec;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Size;
import io.ironpost.bpf.asm.XdpMd;
import java.util.List;

/// A program of its own that does what the library is for and says how each step went; for
/// [UnprivilegedTest] to run with more or less rights.
final class RightsProbe {
  private static final MapSpec RUNS = MapSpec.perCpuArray("runs", 8, 1);

  private RightsProbe() {}

  public static void main(String[] args) {
    System.out.println("rights: " + Privileges.ofProcess().effective().stream().sorted().toList());
    step("map", RightsProbe::map);
    step("xdp", RightsProbe::xdp);
    step("tp_btf", RightsProbe::tracing);
    step("ring", () -> Features.running().of(Feature.Named.RING_BUFFER).toString());
    step("statistics", () -> Features.running().of(Feature.Named.RUN_STATISTICS).toString());
  }

  private interface Step {
    String run();
  }

  private static void step(String name, Step step) {
    try {
      System.out.println(name + ": " + step.run());
    } catch (BpfException e) {
      System.out.println(name + ": " + e.getMessage());
    }
  }

  private static String map() {
    try (BpfMap map = BpfMap.create(MapSpec.hash("tested", 4, 8, 16))) {
      map.update(1, 11);
      return "value " + map.lookup(1, 0);
    }
  }

  private static String xdp() {
    Program counting =
        Asm.program(
            "counting",
            ProgramType.XDP,
            asm -> {
              var key = asm.zeroedSlot("key", 4);
              asm.lookup(
                  RUNS,
                  key,
                  value -> {
                    asm.mov(Reg.R1, 1);
                    asm.atomicAdd(Size.DW, value, 0, Reg.R1);
                  });
              asm.exit(XdpMd.DROP);
            });
    try (ProgramMaps maps = ProgramMaps.create(List.of(counting));
        BpfProgram program = BpfProgram.load(counting, maps)) {
      int result = program.test(TestInput.of(new byte[64]).repeated(100)).result();
      return "result %d, %d runs".formatted(result, maps.get(RUNS).sum(0, 0));
    }
  }

  private static String tracing() {
    Program exec =
        Asm.program(
            ProgramSpec.rawTracepointWithBtf("on_exec", "sched_process_exec"), asm -> asm.exit(0));
    try (BpfProgram program = BpfProgram.load(exec)) {
      return "loaded " + program.name();
    }
  }
}
