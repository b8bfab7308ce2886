package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.RingWake;
import io.ironpost.bpf.asm.Size;
import io.ironpost.bpf.asm.XdpMd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// A program that writes one numbered record into a ring each time it runs, or counts it as lost.
final class RingFiller implements AutoCloseable {
  /// Number of the next record; those lost; which share is discarded (the n-th), 0 for none.
  private static final MapSpec STATE = MapSpec.array("state", 24, 1);

  private static final int LOST = 8;
  private static final int DISCARD = 16;
  private static final byte[] PACKET = new byte[64];

  private final MapSpec ring;
  private final ProgramMaps maps;
  private final BpfProgram program;

  private RingFiller(MapSpec ring, Program built) {
    this.ring = ring;
    maps = ProgramMaps.create(List.of(built));
    program = BpfProgram.load(built, maps);
  }

  static RingFiller loaded(int ringBytes, int recordBytes) {
    MapSpec ring = MapSpec.ring("events", ringBytes);
    return new RingFiller(
        ring, Asm.program("fill", ProgramType.XDP, asm -> fill(asm, ring, recordBytes)));
  }

  private static void fill(Asm asm, MapSpec ring, int recordBytes) {
    asm.mapValue(Reg.R6, STATE, 0);
    asm.mov(Reg.R7, 1);
    asm.fetchAdd(Size.DW, Reg.R6, 0, Reg.R7);
    asm.ringReserve(ring, recordBytes);
    asm.when(
        Reg.R0,
        Cond.EQ,
        0,
        () -> {
          asm.mov(Reg.R1, 1);
          asm.atomicAdd(Size.DW, Reg.R6, LOST, Reg.R1);
          asm.exit(XdpMd.PASS);
        });
    asm.store(Size.DW, Reg.R0, 0, Reg.R7);
    asm.load(Size.DW, Reg.R1, Reg.R6, DISCARD);
    asm.mod(Reg.R7, Reg.R1); // by zero leaves it as it is
    asm.when(
        Reg.R1,
        Cond.NE,
        0,
        () ->
            asm.when(
                Reg.R7,
                Cond.EQ,
                0,
                () -> {
                  asm.ringDiscard(Reg.R0);
                  asm.exit(XdpMd.PASS);
                }));
    asm.ringSubmit(Reg.R0, RingWake.NEVER);
    asm.exit(XdpMd.PASS);
  }

  BpfMap ring() {
    return maps.get(ring);
  }

  void submit(int count) {
    program.test(TestInput.of(PACKET).repeated(count));
  }

  void discardEvery(int n) {
    write(DISCARD, n);
  }

  private void write(int offset, long value) {
    byte[] key = new byte[4];
    var state = ByteBuffer.wrap(maps.get(STATE).lookup(key).orElseThrow());
    maps.get(STATE)
        .update(key, state.order(ByteOrder.nativeOrder()).putLong(offset, value).array());
  }

  long lost() {
    return maps.get(STATE).sum(0, LOST);
  }

  @Override
  public void close() {
    program.close();
    maps.close();
  }
}
