package io.ironpost.ebpf.trace;

import static io.ironpost.bpf.asm.Reg.R0;
import static io.ironpost.bpf.asm.Reg.R1;
import static io.ironpost.bpf.asm.Reg.R2;
import static io.ironpost.bpf.asm.Reg.R3;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Helper;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.MapWrite;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Slot;
import io.ironpost.ebpf.trace.TraceMaps.Losses;
import io.ironpost.ebpf.trace.TraceMaps.Rate;
import java.time.Duration;

/// So many reports a second of one process or port, in the kernel: a scanner must not push what
/// others do out of the ring. Two CPUs may count the same one at a time, so it is not exact.
final class RateLimit {
  private static final int SECOND = (int) Duration.ofSeconds(1).toNanos();

  private final Asm asm;
  private final KernelReads reads;
  private final TraceMaps maps;
  private final int most;
  private final Slot whose;
  private final Slot fresh;

  RateLimit(Asm asm, KernelReads reads, TraceMaps maps, int most) {
    this.asm = asm;
    this.reads = reads;
    this.maps = maps;
    this.most = most;
    this.whose = asm.slot("whose", Long.BYTES);
    this.fresh = asm.slot("fresh", Rate.LAYOUT);
  }

  /// Goes on if this one may report, else counts the loss and jumps. `R0` to `R5` are lost.
  void check(Reg key, Label tooMany) {
    Label allowed = asm.label("allowed");
    Label anew = asm.label("anew");
    asm.store(whose, key);
    asm.call(Helper.KTIME_GET_NS);
    asm.store(fresh, Rate.SINCE, R0);
    asm.store(fresh, Rate.COUNT, 1);
    asm.lookup(maps.rates(), whose);
    asm.jumpIf(R0, Cond.EQ, 0, anew);
    asm.load(R1, fresh, Rate.SINCE);
    asm.load(R2, R0, Rate.SINCE);
    asm.mov(R3, R1);
    asm.sub(R3, R2);
    asm.jumpIf(R3, Cond.GT, SECOND, anew);
    asm.load(R2, R0, Rate.COUNT);
    asm.add(R2, 1);
    asm.store(R0, Rate.COUNT, R2);
    asm.jumpIf(R2, Cond.LE, most, allowed);
    reads.count(Losses.LIMITED);
    asm.jump(tooMany);
    asm.place(anew);
    asm.update(maps.rates(), whose, fresh, MapWrite.ANY);
    asm.place(allowed);
  }
}
