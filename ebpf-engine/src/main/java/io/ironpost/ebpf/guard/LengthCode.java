package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Label;
import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Size;
import java.util.function.Consumer;

/// Walks through the prefix lengths there are around the source ([PrefixLengths]), and makes for
/// each the key of the network with that length.
final class LengthCode {
  private final Code code;
  private final Asm asm;
  private final Family family;

  LengthCode(Code code, Family family) {
    this.code = code;
    this.asm = code.asm();
    this.family = family;
  }

  /// How many words of bits an address's cell has.
  int words() {
    return family == Family.V4 ? 1 : 3;
  }

  /// Runs the body for each length in one word, the longest first, with [Code#trieKey] filled.
  ///
  /// @param body jumps to the label it gets for the next length; must not run on
  void each(int word, Consumer<Label> body) {
    Label again = asm.label("next_length");
    Label none = asm.label("no_more_lengths");
    loadWord(word);
    asm.store(code.lengths, Reg.R1);
    asm.store(code.tried, 0);
    asm.place(again);
    asm.load(Reg.R1, code.lengths);
    asm.jumpIf(Reg.R1, Cond.EQ, 0, none);
    asm.load(Reg.R2, code.tried); // for the verifier, which must see an end
    asm.add(Reg.R2, 1);
    asm.store(code.tried, Reg.R2);
    asm.jumpIf(Reg.R2, Cond.GT, lengths(word), none);
    takeLowest();
    key(word);
    body.accept(again);
    asm.place(none);
  }

  /// How many bits of a word may be set.
  private int lengths(int word) {
    int longest = family.addressBytes() * Byte.SIZE - word * Long.SIZE;
    return Math.min(Long.SIZE, longest + 1);
  }

  private MapSpec map() {
    return switch (family) {
      case V4 -> code.maps().lengthsV4();
      case V6 -> code.maps().lengthsV6();
    };
  }

  /// The cell's word into `R1`.
  private void loadWord(int word) {
    asm.load(Size.W, Reg.R2, Code.IP, family.source());
    asm.toBigEndian(Reg.R2, Size.W);
    switch (family) {
      case V4 -> asm.rsh(Reg.R2, Integer.SIZE - PrefixLengths.V4_CELL_BITS);
      case V6 -> {
        asm.mul32(Reg.R2, Hints.SHORT_FACTOR);
        asm.rsh32(Reg.R2, Integer.SIZE - PrefixLengths.V6_CELL_BITS);
      }
    }
    boolean v4 = family == Family.V4;
    int cell = v4 ? PrefixLengths.V4_CELL_BYTES : PrefixLengths.V6_CELL_BYTES;
    asm.lsh(Reg.R2, Integer.numberOfTrailingZeros(cell));
    asm.mapValue(Reg.R3, map(), 0);
    asm.add(Reg.R3, Reg.R2);
    asm.load(Size.DW, Reg.R1, Reg.R3, word * Long.BYTES);
  }

  /// Takes the lowest bit out of `R1`; its number into `R5`.
  private void takeLowest() {
    asm.mov(Reg.R2, Reg.R1);
    asm.neg(Reg.R2);
    asm.and(Reg.R2, Reg.R1);
    asm.xor(Reg.R1, Reg.R2);
    asm.store(code.lengths, Reg.R1);
    asm.mov(Reg.R3, PrefixLengths.DE_BRUIJN);
    asm.mul(Reg.R3, Reg.R2);
    asm.rsh(Reg.R3, PrefixLengths.DE_BRUIJN_SHIFT);
    int positions =
        family == Family.V4 ? PrefixLengths.V4_TABLE_BYTES : PrefixLengths.V6_TABLE_BYTES;
    asm.mapValue(Reg.R4, map(), positions);
    asm.add(Reg.R4, Reg.R3);
    asm.load(Size.B, Reg.R5, Reg.R4, 0);
  }

  /// The network whose length the bit in `R5` stands for.
  private void key(int word) {
    int longest = family.addressBytes() * Byte.SIZE - word * Long.SIZE;
    asm.mov(Reg.R1, longest);
    asm.sub(Reg.R1, Reg.R5);
    asm.store(Size.W, Reg.FP, code.trieKey.offset(), Reg.R1);
    int at = code.trieKey.offset() + Integer.BYTES;
    switch (family) {
      case V4 -> {
        asm.load(Size.W, Reg.R1, Code.IP, family.source());
        asm.toBigEndian(Reg.R1, Size.W);
        asm.rsh(Reg.R1, Reg.R5);
        asm.lsh(Reg.R1, Reg.R5);
        asm.toBigEndian(Reg.R1, Size.W);
        asm.store(Size.W, Reg.FP, at, Reg.R1);
      }
      case V6 -> {
        half(0, longest > 2 * Long.SIZE - 1 ? Cut.WHOLE : longest > 0 ? Cut.PART : Cut.NONE, at);
        half(1, longest > Long.SIZE ? Cut.PART : Cut.NONE, at + Long.BYTES);
      }
    }
  }

  /// How much of a half of the address is in the network.
  private enum Cut {
    WHOLE,
    PART,
    NONE
  }

  private void half(int number, Cut cut, int at) {
    if (cut == Cut.NONE) {
      asm.store(Size.W, Reg.FP, at, 0);
      asm.store(Size.W, Reg.FP, at + Integer.BYTES, 0);
      return;
    }
    asm.load(Size.DW, Reg.R1, Code.IP, family.source() + number * Long.BYTES);
    if (cut == Cut.PART) {
      asm.toBigEndian(Reg.R1, Size.DW);
      asm.rsh(Reg.R1, Reg.R5);
      asm.lsh(Reg.R1, Reg.R5);
      asm.toBigEndian(Reg.R1, Size.DW);
    }
    asm.store(Size.W, Reg.FP, at, Reg.R1);
    asm.rsh(Reg.R1, Integer.SIZE);
    asm.store(Size.W, Reg.FP, at + Integer.BYTES, Reg.R1);
  }
}
