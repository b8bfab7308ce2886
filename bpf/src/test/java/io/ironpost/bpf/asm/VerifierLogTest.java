package io.ironpost.bpf.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Logs of a real verifier (6.18, one in the form of 5.10) beside what their reader is told.
class VerifierLogTest {
  private static final int MEGABYTE = 1 << 20;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null_value",
        "leak",
        "endless",
        "out_of_value",
        "bad_ctx",
        "in_function",
        "bad_helper",
        "unbounded",
        "branchy",
        "kernel_5_10",
        "before_following",
        "with_source_lines"
      })
  void explains(String name) throws IOException {
    assertThat(VerifierLog.explain(guard(), resource(name + ".log")) + "\n")
        .isEqualTo(resource(name + ".txt"));
  }

  @Test
  void the_refused_instruction_and_what_was_known_before_it_are_found() throws IOException {
    VerifierLog log = VerifierLog.read(resource("branchy.log"));
    assertThat(log.instruction()).isEqualTo(OptionalInt.of(12));
    assertThat(log.registers()).containsEntry("R0", "map_value(map=m,ks=4,vs=8,off=4)");
    assertThat(log.registers()).containsEntry("R6", "4");
    assertThat(log.way()).hasSize(8);
  }

  @Test
  void a_text_that_is_no_log_is_its_own_reason() {
    VerifierLog log = VerifierLog.read("something else\nentirely\n");
    assertThat(log.reason()).containsExactly("something else", "entirely");
    assertThat(log.instruction()).isEmpty();
    assertThat(VerifierLog.explain(guard(), "")).isEqualTo("the verifier gave no reason");
  }

  @Test
  void an_instruction_the_program_does_not_have_is_told_by_number() {
    assertThat(VerifierLog.explain(guard(), "9999: (95) exit\nwhat?\n"))
        .contains("at instruction 9999");
  }

  @Test
  void a_long_log_is_read_from_its_end() throws IOException {
    String rounds = "1: (07) r6 += 1                       ; R6=1\n".repeat(MEGABYTE / 8);
    VerifierLog log = VerifierLog.read(rounds + resource("null_value.log"));
    assertThat(log.instruction()).isEqualTo(OptionalInt.of(6));
    assertThat(log.reason()).containsExactly("R0 invalid mem access 'map_value_or_null'");
  }

  @Test
  void no_text_is_too_strange() throws IOException {
    String seed = resource("unbounded.log") + resource("kernel_5_10.log");
    Random random = new Random(42);
    for (int round = 0; round < 3_000; round++) {
      String text = mutated(seed, random);
      assertThat(VerifierLog.explain(guard(), text)).isNotEmpty();
    }
  }

  @Test
  void no_line_is_too_long() {
    for (String piece :
        List.of(" ", "1", "(", "R1=(", "; ", " 1: ", "from 1 to ", "R1=1 ", "insn 1", "1: (07) ")) {
      String text = piece.repeat(VerifierLog.TAIL / piece.length());
      assertThat(VerifierLog.read("1: (07) " + text).reason()).isNotNull();
      assertThat(VerifierLog.read(text).reason()).isNotNull();
    }
  }

  private static String mutated(String seed, Random random) {
    StringBuilder text = new StringBuilder(seed);
    int changes = 1 + random.nextInt(60);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, (char) random.nextInt(0x80));
        default -> text.setCharAt(at, seed.charAt(random.nextInt(seed.length())));
      }
    }
    return text.toString();
  }

  /// Forty instructions of which each has a line of its own.
  private static Program guard() {
    int count = 40;
    List<Instruction> code =
        IntStream.range(0, count).mapToObj(_ -> new Instruction(0x95, 0, 0, 0, 0)).toList();
    List<SourceLine> lines =
        IntStream.range(0, count)
            .mapToObj(i ->
                new SourceLine(
                    "io.ironpost.Guard",
                    "Guard.java",
                    "parse",
                    100 + i,
                    i % 3 == 0 ? "" : "asm.line(" + i + ");"))
            .toList();
    List<Program.Function> functions = List.of(new Program.Function("guard", 0, 1));
    ProgramSpec spec = ProgramSpec.of("guard", ProgramType.XDP);
    return new Program(spec, code, List.of(), lines, functions);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = VerifierLogTest.class.getResourceAsStream("verifier/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
