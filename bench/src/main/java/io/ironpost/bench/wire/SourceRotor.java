package io.ironpost.bench.wire;

import io.ironpost.bpf.asm.Argument;
import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.AttachType;
import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.PacketCursor;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramSpec;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Size;
import io.ironpost.bpf.asm.XdpMd;
import io.ironpost.bpf.kernel.BpfMap;
import io.ironpost.bpf.kernel.BpfProgram;
import io.ironpost.bpf.kernel.ProgramMaps;
import io.ironpost.bpf.kernel.TestInput;
import io.ironpost.bpf.kernel.TestRun;
import io.ironpost.core.net.IpPrefix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/// Gives every run of a program another source address: a test run repeats one packet, and one
/// packet walks one way through a trie, which the caches then hold. This program writes the next
/// address of a list into the packet and goes on in the program that is measured. Its own cost is
/// part of every figure, that of the empty program too.
final class SourceRotor implements AutoCloseable {
  /// A power of two; 1 MB of addresses, read in order.
  static final int ADDRESSES = 65_536;

  private static final int ADDRESS_BYTES = 16;

  /// Of IPv4 and IPv6 behind an Ethernet header.
  private static final int SOURCE_V4 = 26;

  private static final int SOURCE_V6 = 22;
  private static final int LONGEST_HEADERS = 54;

  private static final MapSpec LIST =
      MapSpec.array("rotor_list", ADDRESSES * ADDRESS_BYTES, 1).withFlags(BpfMap.MMAPABLE);
  private static final MapSpec PLACE = MapSpec.array("rotor_place", Long.BYTES, 1);
  private static final MapSpec NEXT = MapSpec.programs("rotor_next", 1);

  private static final ValueLayout.OfLong BIG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final ProgramMaps maps;
  private final BpfProgram rotor;

  /// @param v6 whether packets are IPv6
  /// @param loader how it was loaded: a tail call wants both to expect the same
  SourceRotor(BpfProgram measured, Loader loader, List<IpPrefix> addresses, boolean v6) {
    if (addresses.size() != ADDRESSES) {
      throw new IllegalArgumentException(ADDRESSES + " addresses, not " + addresses.size());
    }
    Program program = program(loader, v6);
    maps = ProgramMaps.create(List.of(program));
    rotor = BpfProgram.load(program, maps);
    maps.get(NEXT).update(0, measured);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment list = maps.get(LIST).memory(arena, true);
      for (int i = 0; i < ADDRESSES; i++) {
        list.set(BIG, (long) i * ADDRESS_BYTES, addresses.get(i).high());
        list.set(BIG, (long) i * ADDRESS_BYTES + Long.BYTES, addresses.get(i).low());
      }
    }
  }

  /// Who loaded a program.
  enum Loader {
    OURS,
    LIBXDP
  }

  private static Program program(Loader loader, boolean v6) {
    ProgramSpec plain = ProgramSpec.of("rotor", ProgramType.XDP);
    ProgramSpec spec =
        switch (loader) {
          case OURS -> plain;
          case LIBXDP -> plain.expecting(AttachType.XDP);
        };
    return Asm.program(
        spec,
        asm -> {
          asm.mov(Reg.R6, Reg.R1);
          asm.mapValue(Reg.R1, PLACE, 0);
          asm.load(Size.DW, Reg.R2, Reg.R1, 0);
          asm.add(Reg.R2, 1);
          asm.store(Size.DW, Reg.R1, 0, Reg.R2);
          asm.and(Reg.R2, ADDRESSES - 1);
          asm.lsh(Reg.R2, 4);
          asm.mapValue(Reg.R8, LIST, 0);
          asm.add(Reg.R8, Reg.R2);
          PacketCursor frame = asm.packet(Reg.R6, Reg.R2, Reg.R3, Reg.R4);
          frame.need(v6 ? LONGEST_HEADERS : LONGEST_HEADERS - 20, () -> asm.exit(XdpMd.ABORTED));
          write(asm, frame, v6);
          asm.tailCall(Reg.R6, NEXT, Argument.number(0));
          asm.exit(XdpMd.ABORTED);
        });
  }

  private static void write(Asm asm, PacketCursor frame, boolean v6) {
    if (v6) {
      asm.load(Size.DW, Reg.R5, Reg.R8, 0);
      frame.store(Size.DW, SOURCE_V6, Reg.R5);
      asm.load(Size.DW, Reg.R5, Reg.R8, Long.BYTES);
      frame.store(Size.DW, SOURCE_V6 + Long.BYTES, Reg.R5);
    } else {
      asm.load(Size.W, Reg.R5, Reg.R8, 3 * Integer.BYTES);
      frame.store(Size.W, SOURCE_V4, Reg.R5);
    }
  }

  TestRun run(byte[] frame, int times) {
    return rotor.test(TestInput.of(frame).repeated(times));
  }

  @Override
  public void close() {
    rotor.close();
    maps.close();
  }
}
