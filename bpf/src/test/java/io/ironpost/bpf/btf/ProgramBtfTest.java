package io.ironpost.bpf.btf;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.SubProgram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramBtfTest {
  private static final int HEADER = 24;

  private final Program program =
      Asm.program("main.prog", ProgramType.XDP, ProgramBtfTest::twoFunctions)
          .withSources(at -> "text of line " + at.line());

  private final ProgramBtf btf = ProgramBtf.of(program);

  private static void twoFunctions(Asm asm) {
    SubProgram second = asm.function("second", 2, () -> asm.exit(7));
    asm.map(Reg.R6, MapSpec.array("m", 8, 1));
    asm.mov(Reg.R2, 1);
    asm.when(Reg.R2, Cond.EQ, 1, () -> asm.call(second, Reg.R1, Reg.R2));
    asm.exit(0);
  }

  @Test
  void the_header_tells_where_types_and_strings_are() {
    ByteBuffer types = ByteBuffer.wrap(btf.types()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(types.getShort(0)).isEqualTo((short) 0xeb9f);
    assertThat(types.getInt(4)).isEqualTo(HEADER);
    assertThat(types.getInt(16)).as("strings follow the types").isEqualTo(types.getInt(12));
    assertThat(HEADER + types.getInt(16) + types.getInt(20)).isEqualTo(btf.types().length);
  }

  @Test
  void our_own_reader_finds_the_functions() {
    KernelBtf read = KernelBtf.parse(ByteBuffer.wrap(btf.types()));
    assertThat(read.typeId("main_prog", TypeKind.FUNC)).isPresent();
    assertThat(read.typeId("second", TypeKind.FUNC)).isPresent();
    assertThat(read.typeId("long", TypeKind.INT)).isPresent();
  }

  @Test
  void each_function_is_told_with_its_start() {
    ByteBuffer records = ByteBuffer.wrap(btf.functions()).order(ByteOrder.LITTLE_ENDIAN);
    KernelBtf read = KernelBtf.parse(ByteBuffer.wrap(btf.types()));
    assertThat(btf.functionCount()).isEqualTo(2);
    assertThat(records.getInt(0)).isZero();
    assertThat(records.getInt(4)).isEqualTo(read.typeId("main_prog", TypeKind.FUNC).orElseThrow());
    assertThat(records.getInt(8)).isEqualTo(program.functions().get(1).start());
    assertThat(records.getInt(12)).isEqualTo(read.typeId("second", TypeKind.FUNC).orElseThrow());
  }

  @Test
  void lines_are_told_where_they_change_never_within_a_wide_load() {
    List<Integer> starts = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    ByteBuffer records = ByteBuffer.wrap(btf.lines()).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < btf.lines().length; at += ProgramBtf.LINE_RECORD) {
      int line = records.getInt(at + 12) >> 10;
      starts.add(records.getInt(at));
      texts.add(text(records.getInt(at + 8)));
      assertThat(text(records.getInt(at + 4))).isEqualTo("io/ironpost/bpf/btf/ProgramBtfTest.java");
      assertThat(texts.getLast()).isEqualTo("text of line " + line);
    }
    assertThat(starts).isSorted().doesNotHaveDuplicates().startsWith(0, 2, 3).doesNotContain(1);
    assertThat(starts).contains(program.functions().get(1).start());
    assertThat(texts).hasSize(5);
  }

  @Test
  void without_sources_the_method_stands_for_the_line() {
    ProgramBtf bare = ProgramBtf.of(program.withSources(_ -> ""));
    assertThat(new String(bare.types(), StandardCharsets.UTF_8)).contains("twoFunctions()");
  }

  private String text(int offset) {
    ByteBuffer types = ByteBuffer.wrap(btf.types()).order(ByteOrder.LITTLE_ENDIAN);
    int start = HEADER + types.getInt(16) + offset;
    int end = start;
    while (btf.types()[end] != 0) {
      end++;
    }
    return new String(btf.types(), start, end - start, StandardCharsets.UTF_8);
  }
}
