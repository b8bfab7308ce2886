package io.ironpost.bpf.btf;

import io.ironpost.bpf.asm.Instruction;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.SourceLine;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the kernel is told about a program besides its code: its functions, and the Java line of
/// each instruction. The verifier quotes the lines in its log, `bpftool prog dump xlated linum`
/// shows them, and calls between functions appear by name.
///
/// @param types for BPF_BTF_LOAD; the descriptor goes with the other two into BPF_PROG_LOAD
/// @param functions records of `struct bpf_func_info`, [#FUNCTION_RECORD] bytes each
/// @param lines records of `struct bpf_line_info`, [#LINE_RECORD] bytes each
public record ProgramBtf(byte[] types, byte[] functions, byte[] lines) {
  /// `func_info_rec_size`.
  public static final int FUNCTION_RECORD = 8;

  /// `line_info_rec_size`.
  public static final int LINE_RECORD = 16;

  /// A line's number has 22 bits, above 10 for a column, which Java does not tell.
  private static final int COLUMN_BITS = 10;

  private static final int MAX_LINE = (1 << 22) - 1;

  /// How many functions are described.
  public int functionCount() {
    return functions.length / FUNCTION_RECORD;
  }

  public int lineCount() {
    return lines.length / LINE_RECORD;
  }

  public static ProgramBtf of(Program program) {
    BtfWriter writer = new BtfWriter();
    byte[] functions = functions(program, writer);
    byte[] lines = lines(program, writer);
    return new ProgramBtf(writer.toBytes(), functions, lines);
  }

  private static byte[] functions(Program program, BtfWriter writer) {
    byte[] all = new byte[program.functions().size() * FUNCTION_RECORD];
    ByteBuffer records = words(all);
    for (Program.Function f : program.functions()) {
      int type =
          f.start() == 0 ? writer.program(f.name()) : writer.subProgram(f.name(), f.arguments());
      records.putInt(f.start()).putInt(type);
    }
    return all;
  }

  /// One record where the line changes, and one where a function begins, which the kernel insists
  /// on (`check_btf_line`, kernel/bpf/verifier.c). The second slot of a wide load is no
  /// instruction.
  private static byte[] lines(Program program, BtfWriter writer) {
    Set<Integer> starts = new HashSet<>();
    program.functions().forEach(f -> starts.add(f.start()));
    List<Instruction> code = program.instructions();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < code.size(); i += code.get(i).slots()) {
      SourceLine line = program.sourceLines().get(i);
      if (starts.contains(i) || !line.equals(program.sourceLines().get(i - 1))) {
        all.writeBytes(line(i, line, writer.strings()));
      }
    }
    return all.toByteArray();
  }

  private static byte[] line(int instruction, SourceLine line, BtfWriterStrings strings) {
    byte[] record = new byte[LINE_RECORD];
    words(record)
        .putInt(instruction)
        .putInt(strings.offset(line.path()))
        .putInt(strings.offset(line.textOrMethod()))
        .putInt(Math.min(line.line(), MAX_LINE) << COLUMN_BITS);
    return record;
  }

  private static ByteBuffer words(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
