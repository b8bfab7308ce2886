package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramSpec;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Size;
import java.util.List;

/// A program that counts how often it ran, loaded, with its counter.
final class Counting implements AutoCloseable {
  private final MapSpec counter;
  private final ProgramMaps maps;
  private final BpfProgram program;

  private Counting(MapSpec counter, Program built) {
    this.counter = counter;
    maps = ProgramMaps.create(List.of(built));
    program = BpfProgram.load(built, maps);
  }

  /// @param answer what it returns: a verdict
  static Counting loaded(ProgramSpec spec, int answer) {
    MapSpec counter = MapSpec.perCpuArray("runs", Long.BYTES, 1);
    return new Counting(
        counter,
        Asm.program(
            spec,
            asm -> {
              var key = asm.zeroedSlot("key", 4);
              asm.lookup(
                  counter,
                  key,
                  value -> {
                    asm.mov(Reg.R1, 1);
                    asm.atomicAdd(Size.DW, value, 0, Reg.R1);
                  });
              asm.exit(answer);
            }));
  }

  BpfProgram program() {
    return program;
  }

  long runs() {
    return maps.get(counter).sum(0, 0);
  }

  @Override
  public void close() {
    program.close();
    maps.close();
  }
}
