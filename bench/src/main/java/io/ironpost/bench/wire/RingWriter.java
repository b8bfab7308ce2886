package io.ironpost.bench.wire;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Helper;
import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.RingWake;
import io.ironpost.bpf.asm.Size;
import io.ironpost.bpf.asm.XdpMd;
import io.ironpost.bpf.kernel.BpfMap;
import io.ironpost.bpf.kernel.BpfProgram;
import io.ironpost.bpf.kernel.ProgramMaps;
import io.ironpost.bpf.kernel.TestInput;
import java.util.List;

/// A program that writes one record into a ring each time it is run, and counts in a per-CPU map
/// how often it tried and how often there was no room. The record begins with the number of the CPU
/// and the number of the try on it.
final class RingWriter implements AutoCloseable {
  /// Where in a record.
  static final int CPU = 0;

  static final int NUMBER = 8;

  private static final MapSpec COUNTS = MapSpec.perCpuArray("counts", 2 * Long.BYTES, 1);
  private static final int TRIED = 0;
  private static final int LOST = 8;
  private static final byte[] PACKET = new byte[64];

  private final MapSpec ring;
  private final ProgramMaps maps;
  private final BpfProgram program;

  private RingWriter(MapSpec ring, Program built) {
    this.ring = ring;
    maps = ProgramMaps.create(List.of(built));
    program = BpfProgram.load(built, maps);
  }

  static RingWriter loaded(int ringBytes, int recordBytes) {
    MapSpec ring = MapSpec.ring("records", ringBytes);
    return new RingWriter(
        ring, Asm.program("write", ProgramType.XDP, asm -> write(asm, ring, recordBytes)));
  }

  private static void write(Asm asm, MapSpec ring, int recordBytes) {
    var key = asm.zeroedSlot("key", Integer.BYTES);
    asm.call(Helper.GET_SMP_PROCESSOR_ID);
    asm.mov(Reg.R8, Reg.R0);
    asm.lookup(
        COUNTS,
        key,
        counts -> {
          asm.mov(Reg.R6, counts);
          asm.load(Size.DW, Reg.R7, Reg.R6, TRIED);
          asm.add(Reg.R7, 1);
          asm.store(Size.DW, Reg.R6, TRIED, Reg.R7);
          asm.ringReserve(ring, recordBytes);
          asm.when(
              Reg.R0,
              Cond.NE,
              0,
              () -> {
                asm.store(Size.DW, Reg.R0, CPU, Reg.R8);
                asm.store(Size.DW, Reg.R0, NUMBER, Reg.R7);
                asm.ringSubmit(Reg.R0, RingWake.NEVER);
              },
              () -> {
                asm.load(Size.DW, Reg.R1, Reg.R6, LOST);
                asm.add(Reg.R1, 1);
                asm.store(Size.DW, Reg.R6, LOST, Reg.R1);
              });
        });
    asm.exit(XdpMd.PASS);
  }

  BpfMap ring() {
    return maps.get(ring);
  }

  void write(int times) {
    program.test(TestInput.of(PACKET).repeated(times));
  }

  long tried() {
    return maps.get(COUNTS).sum(0, TRIED);
  }

  long lost() {
    return maps.get(COUNTS).sum(0, LOST);
  }

  @Override
  public void close() {
    program.close();
    maps.close();
  }
}
