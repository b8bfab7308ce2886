package io.ironpost.bpf.asm;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Programs as text, in the form of `bpftool prog dump xlated linum`: each group of instructions
/// under the Java line that emitted it.
///
/// ```
/// xdp_guard:
/// ; packet.need(14, pass); (XdpGuard.java:57)
///    4: (bf) r4 = r7
///    5: (07) r4 += 14
/// ```
public final class Disassembler {
  private Disassembler() {}

  public static String text(Program program) {
    StringBuilder text = new StringBuilder();
    List<Instruction> all = program.instructions();
    for (int i = 0; i < all.size(); i += all.get(i).slots()) {
      functionAt(program, i).ifPresent(f -> text.append(f.name()).append(":\n"));
      SourceLine line = program.sourceLines().get(i);
      if (i == 0 || !line.equals(program.sourceLines().get(i - 1))) {
        text.append(comment(line)).append('\n');
      }
      text.append(line(program, i)).append('\n');
    }
    return text.toString();
  }

  /// One instruction with its number: ` 12: (95) exit`.
  public static String line(Program program, int index) {
    return "%4d: %s"
        .formatted(index, new InstructionText(program.instructions(), program.mapUses()).of(index));
  }

  /// Any bytes, also ones that are no program: the instructions the kernel gives back, say.
  public static List<String> lines(byte[] code) {
    List<Instruction> instructions = decode(code);
    InstructionText text = new InstructionText(instructions, List.of());
    var lines = new ArrayList<String>();
    for (int i = 0; i < instructions.size(); i += instructions.get(i).slots()) {
      lines.add("%4d: %s".formatted(i, text.of(i)));
    }
    return lines;
  }

  /// Whole slots; bytes left over at the end are no instruction.
  static List<Instruction> decode(byte[] code) {
    ByteBuffer bytes = ByteBuffer.wrap(code);
    var instructions = new ArrayList<Instruction>();
    while (bytes.remaining() >= Instruction.BYTES) {
      instructions.add(Instruction.decode(bytes));
    }
    return instructions;
  }

  static String comment(SourceLine line) {
    return "; %s (%s)".formatted(line.textOrMethod(), line.location());
  }

  private static Optional<Program.Function> functionAt(Program program, int instruction) {
    return program.functions().stream().filter(f -> f.start() == instruction).findFirst();
  }
}
