package io.ironpost.bpf.asm;

import java.util.ArrayList;
import java.util.List;

/// The instructions so far, each with the Java line that emitted it; labels and jumps between them.
/// The first of the layers that make up [Asm]: emitter, arithmetic, memory, flow, calls.
abstract sealed class Emitter permits Arithmetic {
  private final List<Instruction> instructions = new ArrayList<>();
  private final List<SourceLine> lines = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();
  private final PacketFacts facts = new PacketFacts();
  private boolean open = true;

  final void emit(int opcode, int target, int source, int offset, int immediate) {
    SourceLine line = CallSite.find();
    if (!open) {
      throw new AssemblyException(
          line, "nothing leads here: the instruction before leaves, and no label stands between");
    }
    append(line, opcode, target, source, offset, immediate);
  }

  private void append(
      SourceLine line, int opcode, int target, int source, int offset, int immediate) {
    instructions.add(checked(line, opcode, target, source, offset, immediate));
    lines.add(line);
    open = opcode != (Opcode.JMP | Opcode.JA) && opcode != (Opcode.JMP | Opcode.EXIT);
  }

  private static Instruction checked(
      SourceLine line, int opcode, int target, int source, int offset, int immediate) {
    try {
      return new Instruction(opcode, target, source, offset, immediate);
    } catch (IllegalArgumentException e) {
      throw new AssemblyException(line, String.valueOf(e.getMessage()));
    }
  }

  /// A constant of 64 bits or what the kernel puts in its place: two slots.
  final void emitWide(Reg target, int kind, int low, int high) {
    emit(Opcode.LD_IMM64, target.number(), kind, 0, low);
    append(lines.getLast(), 0, 0, 0, 0, high);
  }

  final void emitJump(int opcode, int target, int source, int immediate, Label to) {
    if (!to.isOf(this)) {
      throw new AssemblyException(
          CallSite.find(), "label '" + to.name() + "' is of another program");
    }
    to.jumps().add(instructions.size());
    emit(opcode, target, source, 0, immediate);
  }

  final int position() {
    return instructions.size();
  }

  /// Whether the instruction before goes on to the next.
  final boolean isOpen() {
    return open;
  }

  /// Marks a place that is reached by a call, not from above.
  final void openHere() {
    open = true;
  }

  /// A place to jump to, named for messages.
  public final Label label(String name) {
    Label label = new Label(this, name);
    labels.add(label);
    return label;
  }

  public final Label label() {
    return label("label " + labels.size());
  }

  /// The next instruction is where jumps to the label go.
  public final void place(Label label) {
    if (label.position() != Label.NOWHERE) {
      throw new AssemblyException(CallSite.find(), "label '" + label.name() + "' is placed twice");
    }
    label.placeAt(instructions.size());
    open = true;
  }

  /// As [#place], where only jumps that are emitted already lead.
  final void settle(Label label) {
    boolean wasOpen = open;
    place(label);
    open = wasOpen || !label.jumps().isEmpty();
  }

  final PacketFacts facts() {
    return facts;
  }

  final List<Instruction> instructions() {
    return instructions;
  }

  final List<SourceLine> lines() {
    return lines;
  }

  final List<Label> labels() {
    return labels;
  }
}
