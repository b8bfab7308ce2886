package io.ironpost.bpf.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisassemblerTest {
  @Test
  void a_program_stands_under_its_java_lines() throws IOException {
    try (InputStream golden = getClass().getResourceAsStream("sample_guard.txt")) {
      assertThat(golden).isNotNull();
      assertThat(Disassembler.text(SampleGuard.program()))
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /// Texts as `print_bpf_insn` of kernel/bpf/disasm.c writes them.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0721000008000000 | (07) r1 += 8
          0f21000000000000 | (0f) r1 += r2
          0c21000000000000 | (0c) w1 += w2
          3c21000000000000 | (3c) w1 /= w2
          3f21010000000000 | (3f) r1 s/= r2
          9721010003000000 | (97) r1 s%= 3
          7701000020000000 | (77) r1 >>= 32
          c701000001000000 | (c7) r1 s>>= 1
          8701000000000000 | (87) r1 = -r1
          8401000000000000 | (84) w1 = -w1
          bf21080000000000 | (bf) r1 = (s8)r2
          dc01000020000000 | (dc) r1 = be32 r1
          d401000010000000 | (d4) r1 = le16 r1
          d701000040000000 | (d7) r1 = bswap64 r1
          71210c0000000000 | (71) r1 = *(u8 *)(r2 +12)
          8121f8ff00000000 | (81) r1 = *(s32 *)(r2 -8)
          7b2af8ff00000000 | (7b) *(u64 *)(r10 -8) = r2
          6a0af8fffeffffff | (6a) *(u16 *)(r10 -8) = -2
          db21080000000000 | (db) lock *(u64 *)(r1 +8) += r2
          c321000041000000 | (c3) r2 = atomic_fetch_or((u32 *)(r1 +0), r2)
          db21000001000000 | (db) r2 = atomic64_fetch_add((u64 *)(r1 +0), r2)
          db210000e1000000 | (db) r2 = atomic64_xchg((u64 *)(r1 +0), r2)
          c3210000f1000000 | (c3) r0 = atomic_cmpxchg((u32 *)(r1 +0), r0, r2)
          0500030000000000 | (05) goto pc+3
          0600000003000000 | (06) goto pc+3
          1501fbff05000000 | (15) if r1 == 0x5 goto pc-5
          ae21020000000000 | (ae) if w1 < w2 goto pc+2
          4501020004000000 | (45) if r1 & 0x4 goto pc+2
          850000007d000000 | (85) call bpf_ktime_get_boot_ns#125
          85000000ffff0000 | (85) call unknown#65535
          8510000005000000 | (85) call pc+5
          8520000005000000 | (85) call kernel-function#5
          9500000000000000 | (95) exit
          e700000000000000 | (e7) not an instruction
          """)
  void one_instruction_in_the_kernels_words(String bytes, String text) {
    assertThat(Disassembler.lines(HexFormat.of().parseHex(bytes))).containsExactly("   0: " + text);
  }

  @Test
  void a_wide_constant_is_one_line_with_both_its_slots() {
    byte[] code = HexFormat.of().parseHex("18010000efbeadde00000000010000009500000000000000");
    assertThat(Disassembler.lines(code))
        .containsExactly("   0: (18) r1 = 0x1deadbeef", "   2: (95) exit");
  }

  @Test
  void any_bytes_have_a_text_and_come_back_as_they_were() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      byte[] code = new byte[random.nextInt(12) * Instruction.BYTES];
      random.nextBytes(code);
      assertThat(Disassembler.lines(code)).allSatisfy(line -> assertThat(line).isNotBlank());
      List<Instruction> instructions = Disassembler.decode(code);
      ByteBuffer again = ByteBuffer.allocate(code.length);
      instructions.forEach(i -> i.encode(again));
      assertThat(again.array()).isEqualTo(code);
    }
  }
}
