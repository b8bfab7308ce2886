package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Helper;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Size;

/// Asks the blocklist about the source: [Hints] first, then the single blocks' trie or the feeds'
/// table, whichever may have it.
final class BlockCode {
  /// A prefix that does not block hides a shorter one that may. So many are tried; more that have
  /// ended and lie within each other do not stay, for user space clears what has ended.
  private static final int ATTEMPTS = 4;

  private final Code code;
  private final Asm asm;
  private final Family family;
  private final DropCode drop;

  BlockCode(Code code, Family family, DropCode drop) {
    this.code = code;
    this.asm = code.asm();
    this.family = family;
    this.drop = drop;
  }

  void emit() {
    Label clean = asm.label("not_blocked");
    switch (family) {
      case V4 -> hintV4();
      case V6 -> hintV6();
    }
    asm.jumpIf(Reg.R1, Cond.NE, 0, code.rarely("hinted", () -> ask(clean)));
    asm.place(clean);
  }

  /// Puts the source's two bits into `R1`.
  private void hintV4() {
    asm.load(Size.W, Reg.R2, Code.IP, family.source());
    asm.toBigEndian(Reg.R2, Size.W);
    asm.rsh(Reg.R2, Integer.SIZE - Hints.V4_BITS);
    asm.mapValue(Reg.R3, code.maps().hintsV4(), 0);
    hint(Reg.R1);
  }

  /// The byte that `R3` and the index in `R2` say, shifted.
  private void hint(Reg to) {
    asm.mov(Reg.R4, Reg.R2);
    asm.rsh(Reg.R4, 2);
    asm.add(Reg.R3, Reg.R4);
    asm.load(Size.B, to, Reg.R3, 0);
    asm.and(Reg.R2, 3);
    asm.lsh(Reg.R2, 1);
    asm.rsh(to, Reg.R2);
    asm.and(to, Hints.MASK);
  }

  private void hintV6() {
    asm.load(Size.DW, Reg.R5, Code.IP, family.source());
    asm.toBigEndian(Reg.R5, Size.DW);
    asm.mov(Reg.R2, Reg.R5);
    asm.rsh(Reg.R2, Integer.SIZE);
    asm.mul32(Reg.R2, Hints.SHORT_FACTOR);
    asm.rsh32(Reg.R2, Integer.SIZE - Hints.V6_SHORT_BITS);
    asm.mapValue(Reg.R3, code.maps().hintsV6(), 0);
    hint(Reg.R1);
    asm.mov(Reg.R2, Hints.LONG_FACTOR);
    asm.mul(Reg.R2, Reg.R5);
    asm.rsh(Reg.R2, Long.SIZE - Hints.V6_LONG_BITS);
    asm.mapValue(Reg.R3, code.maps().hintsV6(), Hints.V6_LONG_START);
    hint(Reg.R0);
    asm.or(Reg.R1, Reg.R0);
  }

  private void ask(Label clean) {
    Label blocked = asm.label("blocked");
    Label feeds = asm.label("feeds");
    asm.store(code.kept, Reg.R1);
    asm.and(Reg.R1, Hints.Kind.SINGLE.bit());
    asm.jumpIf(Reg.R1, Cond.EQ, 0, feeds);
    drop.putKey();
    for (int i = 0; i < ATTEMPTS; i++) {
      single(blocked, feeds);
    }
    asm.place(feeds);
    asm.load(Reg.R1, code.kept);
    asm.and(Reg.R1, Hints.Kind.FEED.bit());
    asm.jumpIf(Reg.R1, Cond.EQ, 0, clean);
    feeds(blocked, clean);
    asm.jump(clean);
    asm.place(blocked);
    drop.emit(CounterLayout.BLOCKED, EventLayout.BLOCKED, clean);
  }

  /// The longest prefix that is not longer than the key says; if it does not block, the key says
  /// one bit less than it has.
  private void single(Label blocked, Label none) {
    Label other = asm.label("shorter");
    asm.lookup(singles(), code.trieKey);
    asm.jumpIf(Reg.R0, Cond.EQ, 0, none);
    judge(blocked, other);
    asm.place(other);
    asm.load(Reg.R1, Reg.R0, BlockLayout.BITS);
    asm.jumpIf(Reg.R1, Cond.EQ, 0, none);
    asm.sub(Reg.R1, 1);
    asm.store(Size.W, Reg.FP, code.trieKey.offset(), Reg.R1);
  }

  /// Feeds block all of a source or nothing. The verifier walks each round of the loop, so what
  /// does not change is outside: the table in [Code#keptToo], the time in [Code#time].
  private void feeds(Label blocked, Label clean) {
    drop.held(feeds(), clean);
    asm.store(code.keptToo, Reg.R0);
    code.coarseTime();
    asm.store(code.time, Reg.R0);
    LengthCode lengths = new LengthCode(code, family);
    for (int word = 0; word < lengths.words(); word++) {
      lengths.each(word, shorter -> feed(blocked, shorter));
    }
  }

  private void feed(Label blocked, Label shorter) {
    asm.load(Reg.R1, code.keptToo);
    asm.call(Helper.MAP_LOOKUP_ELEM, Reg.R1, code.trieKey);
    asm.jumpIf(Reg.R0, Cond.EQ, 0, shorter);
    asm.load(Reg.R1, Reg.R0, BlockLayout.UNTIL);
    asm.jumpIf(Reg.R1, Cond.EQ, 0, blocked);
    asm.load(Reg.R2, code.time);
    asm.jumpIf(Reg.R2, Cond.LT, Reg.R1, blocked);
    asm.jump(shorter);
  }

  private MapSpec singles() {
    return switch (family) {
      case V4 -> code.maps().blockedV4();
      case V6 -> code.maps().blockedV6();
    };
  }

  private MapSpec feeds() {
    return switch (family) {
      case V4 -> code.maps().feedsV4();
      case V6 -> code.maps().feedsV6();
    };
  }

  /// Whether the entry in `R0`, which is still there afterwards, blocks this packet now.
  private void judge(Label blocked, Label not) {
    Label inTime = asm.label("in_time");
    Label restricted = code.rarely("restricted", () -> restricted(inTime, not));
    asm.load(Size.W, Reg.R1, Reg.R0, BlockLayout.PROTOCOL.offset());
    asm.jumpIf(Reg.R1, Cond.NE, 0, restricted);
    asm.place(inTime);
    asm.load(Reg.R1, Reg.R0, BlockLayout.UNTIL);
    asm.jumpIf(Reg.R1, Cond.EQ, 0, blocked);
    asm.store(code.time, Reg.R1);
    asm.store(code.keptToo, Reg.R0);
    code.coarseTime();
    asm.mov(Reg.R2, Reg.R0);
    asm.load(Reg.R0, code.keptToo);
    asm.load(Reg.R1, code.time);
    asm.jumpIf(Reg.R2, Cond.LT, Reg.R1, blocked);
    asm.jump(not);
  }

  /// `R1` has the protocol in its lower half and the port in its upper one, each 0 for all.
  private void restricted(Label inTime, Label not) {
    Label port = asm.label("port");
    asm.mov(Reg.R2, Reg.R1);
    asm.and(Reg.R2, 0xffff);
    asm.jumpIf(Reg.R2, Cond.EQ, 0, port);
    asm.mov(Reg.R3, Code.FACTS);
    asm.and(Reg.R3, Facts.PROTOCOL_MASK);
    asm.jumpIf(Reg.R2, Cond.NE, Reg.R3, not);
    asm.place(port);
    asm.rsh(Reg.R1, Short.SIZE);
    asm.jumpIf(Reg.R1, Cond.EQ, 0, inTime);
    asm.load(Reg.R2, code.ports);
    asm.rsh(Reg.R2, Short.SIZE);
    asm.jumpIf(Reg.R1, Cond.EQ, Reg.R2, inTime);
    asm.jump(not);
  }
}
