package io.ironpost.bpf.asm;

import io.ironpost.bpf.asm.PacketFacts.Fact;

/// A register that points into the packet. Bytes can be read after [#need] made sure of them;
/// reading what is not checked on every way to the read is refused when the program is built, with
/// the Java line, long before a verifier sees it.
///
/// Moving by a constant keeps what is checked behind it. Moving by a register (a header of variable
/// length) begins anew, as it does for the verifier, which forgets the range of a packet pointer
/// when a variable is added (kernel/bpf/verifier.c, adjust_ptr_min_max_vals).
public final class PacketCursor {
  /// The verifier's own bound on moves (`MAX_PACKET_OFF`, kernel/bpf/verifier.c).
  private static final int FARTHEST = 0xffff;

  private final Asm asm;
  private final int number;
  private final Reg data;
  private final Reg end;
  private final Reg scratch;

  private PacketCursor(Asm asm, Reg data, Reg end, Reg scratch) {
    this.asm = asm;
    this.number = asm.facts().cursor(data);
    this.data = data;
    this.end = end;
    this.scratch = scratch;
  }

  static PacketCursor atStart(
      Asm asm, Reg context, Field first, Field last, Reg data, Reg end, Reg scratch) {
    asm.load(end, context, last);
    PacketCursor cursor = new PacketCursor(asm, data, end, scratch);
    cursor.note(new Fact.Starts(cursor.number));
    asm.load(data, context, first);
    return cursor;
  }

  /// The register that points; changing it by other means ends the cursor.
  public Reg data() {
    return data;
  }

  public Reg end() {
    return end;
  }

  /// Makes sure of so many bytes from here on; `onShort` is for packets that end before, and must
  /// leave.
  public void need(int bytes, Block onShort) {
    Label enough = asm.label("enough");
    compareWithEnd(bytes);
    note(new Fact.CheckedAtTarget(number, bytes));
    asm.jumpIf(scratch, Cond.LE, end, enough);
    onShort.emit();
    asm.place(enough);
  }

  /// Makes sure of so many bytes from here on; shorter packets go elsewhere.
  public void need(int bytes, Label onShort) {
    compareWithEnd(bytes);
    note(new Fact.CheckedBelow(number, bytes));
    asm.jumpIf(scratch, Cond.GT, end, onShort);
  }

  public void need(Layout header, Block onShort) {
    need(header.size(), onShort);
  }

  public void need(Layout header, Label onShort) {
    need(header.size(), onShort);
  }

  private void compareWithEnd(int bytes) {
    asm.requireThat(bytes >= 0 && bytes <= FARTHEST, "a packet has no " + bytes + " bytes");
    asm.mov(scratch, data);
    asm.add(scratch, bytes);
  }

  /// Reads in the order of the wire.
  public void load(Size size, Reg to, int offset) {
    uses();
    asm.load(size, to, data, offset);
  }

  public void load(Reg to, Field field) {
    uses();
    asm.load(to, data, field);
  }

  /// Reads a number of the wire's order into the machine's.
  public void loadBig(Size size, Reg to, int offset) {
    load(size, to, offset);
    if (size != Size.B) {
      asm.toBigEndian(to, size);
    }
  }

  public void loadBig(Reg to, Field field) {
    load(to, field);
    if (field.width() != Size.B) {
      asm.toBigEndian(to, field.width());
    }
  }

  /// Writes into the packet.
  public void store(Size size, int offset, Reg from) {
    uses();
    asm.store(size, data, offset, from);
  }

  /// Copies bytes of the packet to where `to` points; the scratch register carries them.
  public void copyTo(Reg to, int toOffset, int offset, int bytes) {
    uses();
    asm.copyUnaligned(to, toOffset, data, offset, bytes, scratch);
  }

  public void copyTo(Slot slot, int offset) {
    copyTo(Reg.FP, asm.offset(slot), offset, slot.size());
  }

  /// Moves on by a constant.
  public void advance(int bytes) {
    asm.requireThat(bytes >= 0 && bytes <= FARTHEST, "a packet has no " + bytes + " bytes");
    note(new Fact.Moves(number, bytes));
    asm.add(data, bytes);
  }

  /// Moves on by what is in a register, at most `atMost` (else `onTooFar`, which must leave); all
  /// that comes then must be checked anew.
  public void advance(Reg by, int atMost, Block onTooFar) {
    Label near = asm.label("near enough");
    asm.jumpIf(by, Cond.LE, atMost, near);
    onTooFar.emit();
    asm.place(near);
    advanceBounded(by, atMost);
  }

  public void advance(Reg by, int atMost, Label onTooFar) {
    asm.jumpIf(by, Cond.GT, atMost, onTooFar);
    advanceBounded(by, atMost);
  }

  /// Moves on by what is in a register after cutting it to the mask's bits: no branch, for lengths
  /// that cannot be greater anyway (`0x3c` for an IPv4 header's).
  public void advanceMasked(Reg by, int mask) {
    asm.and(by, mask);
    advanceBounded(by, mask);
  }

  private void advanceBounded(Reg by, int atMost) {
    asm.requireThat(atMost >= 0 && atMost <= FARTHEST, "a packet has no " + atMost + " bytes");
    note(new Fact.Starts(number));
    asm.add(data, by);
  }

  /// Another cursor at the same place, in a register of its own, with what is checked so far.
  public PacketCursor copyIn(Reg register) {
    PacketCursor copy = new PacketCursor(asm, register, end, scratch);
    note(new Fact.Copies(copy.number, number));
    asm.mov(register, data);
    return copy;
  }

  private void uses() {
    note(new Fact.Uses(number));
  }

  private void note(Fact fact) {
    asm.facts().note(asm.position(), fact);
  }
}
