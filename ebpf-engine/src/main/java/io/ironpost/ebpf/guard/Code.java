package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Block;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Field;
import io.ironpost.bpf.asm.Helper;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Size;
import io.ironpost.bpf.asm.SkBuff;
import io.ironpost.bpf.asm.Slot;
import io.ironpost.bpf.asm.XdpMd;
import io.ironpost.bpf.kernel.LpmKey;
import java.util.ArrayDeque;
import java.util.Deque;

/// What all parts of a program agree on: which register holds what, where things lie on the stack,
/// and the code that is run rarely and therefore stands behind the rest, where it does not take
/// room in the instruction cache.
final class Code {
  /// Points to the IP header, whose fixed part is checked.
  static final Reg IP = Reg.R6;

  /// Behind the packet; later [#COUNTERS].
  static final Reg END = Reg.R7;

  /// This processor's [CounterLayout] of this interface, once [CounterCode] has run.
  static final Reg COUNTERS = Reg.R7;

  /// See [Facts].
  static final Reg FACTS = Reg.R8;

  /// The IP packet's length, headers included.
  static final Reg LENGTH = Reg.R9;

  private record Rare(Label label, Block code) {}

  private final Asm asm;
  private final Side side;
  private final GuardMaps maps;
  private final Deque<Rare> rare = new ArrayDeque<>();

  /// The frame's length.
  final Slot frameLength;

  /// The source port and the destination port as they are on the wire.
  final Slot ports;

  /// A trie's key.
  final Slot trieKey;

  /// The key of a source under a rate limit.
  final Slot limitKey;

  /// An array's key.
  final Slot index;

  /// For what must survive a call.
  final Slot kept;

  /// The second of those.
  final Slot keptToo;

  /// [PrefixLengths] that are still to be tried.
  final Slot lengths;

  /// How many were tried.
  final Slot tried;

  /// What bpf_ktime_get_boot_ns() said, or is compared with.
  final Slot time;

  Code(Asm asm, Side side, GuardMaps maps) {
    this.asm = asm;
    this.side = side;
    this.maps = maps;
    frameLength = asm.slot("frame_length", Long.BYTES);
    ports = asm.slot("ports", Integer.BYTES);
    trieKey = asm.slot("trie_key", LpmKey.V6_BYTES);
    limitKey = asm.slot("limit_key", GuardMaps.LIMIT_KEY_BYTES);
    index = asm.slot("index", Integer.BYTES);
    kept = asm.slot("kept", Long.BYTES);
    keptToo = asm.slot("kept_too", Long.BYTES);
    lengths = asm.slot("lengths", Long.BYTES);
    tried = asm.slot("tried", Long.BYTES);
    time = asm.slot("time", Long.BYTES);
  }

  Asm asm() {
    return asm;
  }

  Side side() {
    return side;
  }

  GuardMaps maps() {
    return maps;
  }

  /// A place to jump to in rare cases; its code, which must leave, is emitted at the end.
  Label rarely(String name, Block code) {
    Label label = asm.label(name);
    rare.add(new Rare(label, code));
    return label;
  }

  /// Emits what was put off; that may put off more.
  void emitRare() {
    while (!rare.isEmpty()) {
      Rare next = rare.removeFirst();
      asm.place(next.label());
      next.code().emit();
    }
  }

  /// One more in a counter, where `base` points to the structure.
  void increment(Reg base, Field counter, Reg scratch) {
    asm.load(scratch, base, counter);
    asm.add(scratch, 1);
    asm.store(base, counter, scratch);
  }

  /// One more packet of the frame's length in a pair of counters.
  void countFrame(Field pair) {
    asm.load(Size.DW, Reg.R1, COUNTERS, pair.offset());
    asm.load(Size.DW, Reg.R2, COUNTERS, pair.offset() + Long.BYTES);
    asm.load(Reg.R3, frameLength);
    asm.add(Reg.R1, 1);
    asm.add(Reg.R2, Reg.R3);
    asm.store(Size.DW, COUNTERS, pair.offset(), Reg.R1);
    asm.store(Size.DW, COUNTERS, pair.offset() + Long.BYTES, Reg.R2);
  }

  /// Makes the verifier forget what it knows of a number. It follows what comes behind a branch
  /// once for each thing it knows, up to a million instructions; where nothing depends on it, one
  /// way is enough. A number it knows nothing of, added and taken away, does it (two cycles).
  void forgetBounds(Reg number, Reg scratch) {
    asm.load(scratch, frameLength);
    asm.add(number, scratch);
    asm.sub(number, scratch);
  }

  /// Puts CLOCK_BOOTTIME as of this jiffy into `R0`. Reading the clock takes 20 ns; jiffies64 is
  /// one load, and the same jiffy means the same time, to 10 ms at worst. In a flood, when it
  /// matters, thousands of packets share a reading.
  void coarseTime() {
    Label same = asm.label("same_jiffy");
    asm.call(Helper.JIFFIES64);
    asm.load(Reg.R1, COUNTERS, CounterLayout.JIFFY);
    asm.mov(Reg.R2, Reg.R0);
    asm.load(Reg.R0, COUNTERS, CounterLayout.BOOT_NANOS);
    asm.jumpIf(Reg.R1, Cond.EQ, Reg.R2, same);
    asm.store(COUNTERS, CounterLayout.JIFFY, Reg.R2);
    asm.ktimeBootNs();
    asm.store(COUNTERS, CounterLayout.BOOT_NANOS, Reg.R0);
    asm.place(same);
  }

  /// Packets pass, on either side.
  int pass() {
    return switch (side) {
      case INGRESS -> XdpMd.PASS;
      case EGRESS -> SkBuff.NEXT;
    };
  }
}
