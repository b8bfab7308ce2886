package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.btf.ProgramBtf;
import java.lang.foreign.Arena;
import java.util.Optional;

/// What the kernel is told about a program beside its code, its types loaded: for people only, so
/// what a kernel does not understand of it (older than 5.0, or a newer rule) is left out.
final class ProgramTypes implements AutoCloseable {
  private final ProgramBtf btf;
  private final Fd types;

  private ProgramTypes(ProgramBtf btf, Fd types) {
    this.btf = btf;
    this.types = types;
  }

  /// Empty when the program has none to tell, or the kernel does not want them.
  static Optional<ProgramTypes> load(Program program) {
    if (program.functions().isEmpty()) {
      return Optional.empty();
    }
    ProgramBtf btf = ProgramBtf.of(program);
    try (Arena arena = Arena.ofConfined()) {
      // BPF_BTF_LOAD: btf 0, btf_size 16
      Attr attr =
          new Attr(arena)
              .pointer(0, arena.allocateFrom(JAVA_BYTE, btf.types()))
              .u32(16, btf.types().length);
      long result = Syscall.bpf(BpfCommand.BTF_LOAD, attr);
      if (result < 0) {
        return Optional.empty();
      }
      Fd types = new Fd("types of program " + program.name(), (int) result);
      return Optional.of(new ProgramTypes(btf, types));
    }
  }

  /// prog_btf_fd 72, func_info_rec_size 76, func_info 80, func_info_cnt 88, line_info_rec_size 92,
  /// line_info 96, line_info_cnt 104
  void describe(Attr attr, Arena arena) {
    attr.u32(72, types.number())
        .u32(76, ProgramBtf.FUNCTION_RECORD)
        .pointer(80, arena.allocateFrom(JAVA_BYTE, btf.functions()))
        .u32(88, btf.functionCount())
        .u32(92, ProgramBtf.LINE_RECORD)
        .pointer(96, arena.allocateFrom(JAVA_BYTE, btf.lines()))
        .u32(104, btf.lineCount());
  }

  /// Takes it out again.
  static void conceal(Attr attr) {
    attr.u32(72, 0).u32(76, 0).u64(80, 0).u32(88, 0).u32(92, 0).u64(96, 0).u32(104, 0);
  }

  @Override
  public void close() {
    types.close();
  }
}
