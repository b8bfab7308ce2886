package io.ironpost.bpf;

import static io.ironpost.bpf.asm.Reg.R1;
import static io.ironpost.bpf.asm.Reg.R2;
import static io.ironpost.bpf.asm.Reg.R6;
import static io.ironpost.bpf.asm.Reg.R7;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.PacketCursor;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.Size;
import io.ironpost.bpf.asm.Slot;
import io.ironpost.bpf.asm.XdpMd;
import io.ironpost.bpf.kernel.Attachment;
import io.ironpost.bpf.kernel.BpfProgram;
import io.ironpost.bpf.kernel.Hooks;
import io.ironpost.bpf.kernel.ProgramMaps;
import io.ironpost.bpf.kernel.XdpMode;
import java.time.Duration;
import java.util.List;

/// The README's example, word for word.
final class DropListed {
  private DropListed() {}

  static final MapSpec LISTED = MapSpec.hash("listed", 4, 8, 1024); // address, anything

  static void dropListed(Asm asm) {
    PacketCursor packet = asm.packet(R1, R6, R7, R2); // context, data, end, scratch
    packet.need(34, () -> asm.exit(XdpMd.PASS)); // without it the loads below do not build
    packet.loadBig(Size.H, R2, 12);
    asm.when(R2, Cond.NE, 0x0800, () -> asm.exit(XdpMd.PASS)); // not IPv4
    Slot source = asm.slot("source", 4);
    packet.copyTo(source, 26);
    asm.lookup(LISTED, source, value -> asm.exit(XdpMd.DROP));
    asm.exit(XdpMd.PASS);
  }

  static void guard(int interfaceIndex, byte[] attacker) throws InterruptedException {
    Program program = Asm.program("drop_listed", ProgramType.XDP, DropListed::dropListed);
    try (ProgramMaps maps = ProgramMaps.create(List.of(program));
        BpfProgram loaded = BpfProgram.load(program, maps);
        Attachment _ = Hooks.xdp(loaded, interfaceIndex, XdpMode.NATIVE)) {
      maps.get(LISTED).update(attacker, new byte[8]);
      Thread.sleep(Duration.ofHours(1)); // the interface is guarded until the block is left
    }
  }
}
