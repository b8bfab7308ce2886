package io.ironpost.bpf.asm;

import static io.ironpost.bpf.asm.Argument.number;
import static io.ironpost.bpf.asm.Reg.FP;
import static io.ironpost.bpf.asm.Reg.R0;
import static io.ironpost.bpf.asm.Reg.R1;
import static io.ironpost.bpf.asm.Reg.R2;
import static io.ironpost.bpf.asm.Reg.R3;
import static io.ironpost.bpf.asm.Reg.R6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What is refused before any kernel is asked, always with the Java line.
class BuildTest {
  private static final MapSpec MAP = MapSpec.hash("m", 4, 8, 16);

  @Test
  void a_program_without_an_end() {
    refused("runs past its end: exit is missing", asm -> asm.mov(R0, 0));
  }

  @Test
  void a_program_of_nothing() {
    assertThatThrownBy(() -> build(_ -> {})).hasMessageContaining("is empty");
  }

  @Test
  void a_jump_to_a_label_that_is_placed_nowhere() {
    refused(
        "label 'gone' is placed nowhere",
        asm -> {
          asm.jumpIf(R1, Cond.EQ, 0, asm.label("gone"));
          asm.exit(0);
        });
  }

  @Test
  void a_label_that_is_placed_twice() {
    refused(
        "label 'here' is placed twice",
        asm -> {
          Label here = asm.label("here");
          asm.place(here);
          asm.mov(R0, 0);
          asm.place(here);
        });
  }

  @Test
  void a_label_of_another_program() {
    var stolen = new AtomicReference<Label>();
    build(asm -> {
      Label label = asm.label("stolen");
      asm.place(label);
      stolen.set(label);
      asm.exit(0);
    });
    refused("'stolen' is of another program", asm -> asm.jump(stolen.get()));
  }

  @Test
  void a_jump_too_far() {
    refused(
        "a jump reaches 32767 instructions, not 32768",
        asm -> {
          Label far = asm.label("far");
          asm.jumpIf(R1, Cond.EQ, 0, far);
          for (int i = 0; i < 32_768; i++) {
            asm.mov(R0, 0);
          }
          asm.place(far);
          asm.exit(0);
        });
  }

  @Test
  void an_offset_that_does_not_fit() {
    refused("offset 40000 is not within", asm -> asm.load(Size.B, R0, R1, 40_000));
  }

  @Test
  void instructions_that_nothing_leads_to() {
    refused(
        "nothing leads here",
        asm -> {
          asm.exit(0);
          asm.mov(R0, 1);
          asm.exit();
        });
    refused(
        "nothing leads here",
        asm -> {
          asm.exit(0);
          asm.place(asm.label("unused"));
          asm.exit(1);
        });
  }

  @Test
  void a_register_that_nothing_was_written_to() {
    refused(
        "R6 is read, but not on every way here",
        asm -> {
          asm.mov(R0, R6);
          asm.exit();
        });
  }

  @Test
  void a_register_that_one_way_does_not_write() {
    refused(
        "R6 is read, but not on every way here",
        asm -> {
          asm.when(R1, Cond.EQ, 0, () -> asm.mov(R6, 1));
          asm.mov(R0, R6);
          asm.exit();
        });
  }

  @Test
  void a_register_that_a_call_clobbered() {
    refused(
        "R1 is read, but not on every way here",
        asm -> {
          asm.ktimeBootNs();
          asm.mov(R6, R1);
          asm.exit(0);
        });
  }

  @Test
  void an_argument_that_is_not_there() {
    refused(
        "R2 is read, but not on every way here",
        asm -> {
          asm.map(R1, MAP);
          asm.call(Helper.MAP_LOOKUP_ELEM);
          asm.exit(0);
        });
    refused("skb_load_bytes takes 4 arguments, not 1", asm -> asm.call(Helper.SKB_LOAD_BYTES, R1));
  }

  @Test
  void an_answer_that_is_not_there() {
    refused("R0 is read, but not on every way here", Asm::exit);
  }

  @Test
  void a_frame_pointer_that_is_moved() {
    refused(
        "FP cannot be changed",
        asm -> {
          asm.add(FP, -8);
          asm.exit(0);
        });
  }

  @Test
  void more_on_the_stack_than_fits_with_the_slots_by_name() {
    refused(
        "the stack holds 512 bytes, not path 400, key 100, more 20",
        asm -> {
          asm.slot("path", 400);
          asm.slot("key", 100);
          asm.slot("more", 20);
        });
  }

  @Test
  void a_slot_of_another_functions_stack() {
    refused(
        "mine lies on the stack of another function",
        asm -> {
          Slot mine = asm.slot("mine", 8);
          asm.call(asm.function("other", 0, () -> asm.store(mine, 1)));
          asm.exit(0);
        });
  }

  @Test
  void a_slot_that_is_not_as_wide_as_a_number() {
    refused("pair has 12 bytes, not one number's", asm -> asm.load(R0, asm.slot("pair", 12)));
    refused("8 bytes at 8 are not within pair", asm -> asm.slot("pair", 12).part(8, 8));
  }

  @Test
  void two_functions_of_one_name() {
    refused(
        "there are two functions twin",
        asm -> {
          asm.function("twin", 1, () -> asm.exit(0));
          asm.function("twin", 2, () -> asm.exit(0));
        });
  }

  @Test
  void stacks_of_functions_that_do_not_fit_together() {
    refused(
        "the stack holds 512 bytes, not 544 with those of inner",
        asm -> {
          SubProgram inner =
              asm.function(
                  "inner",
                  0,
                  () -> {
                    asm.zero(asm.slot("b", 250));
                    asm.exit(0);
                  });
          asm.zero(asm.slot("a", 260));
          asm.call(inner);
          asm.exit();
        });
  }

  @Test
  void a_function_that_calls_itself() {
    refused(
        "calls go deeper than 8, or in a circle, at self",
        asm -> {
          var self = new ArrayList<SubProgram>();
          self.add(
              asm.function(
                  "self",
                  0,
                  () -> {
                    asm.call(self.getFirst());
                    asm.exit(0);
                  }));
          asm.call(self.getFirst());
          asm.exit();
        });
  }

  @Test
  void a_key_that_is_too_short() {
    refused("map m wants 4 bytes, half has 2", asm -> asm.lookup(MAP, asm.slot("half", 2)));
  }

  @Test
  void arguments_that_want_each_others_registers() {
    refused(
        "the arguments want each other's registers",
        asm -> {
          asm.mov(R2, 0);
          asm.call(Helper.SKB_LOAD_BYTES, R2, R1, R3, number(1));
        });
  }

  @Test
  void names_that_the_kernel_refuses() {
    assertThatThrownBy(() -> ProgramSpec.of("a name", ProgramType.XDP))
        .hasMessageContaining("'a name' is not 1 to 15 letters, digits");
    assertThatThrownBy(() -> MapSpec.hash("sixteen_letters_", 4, 4, 1))
        .hasMessageContaining("'sixteen_letters_' is not 1 to 15 letters");
  }

  @Test
  void branches_that_both_leave_need_no_end() {
    assertThatCode(
            () -> build(asm -> asm.when(R1, Cond.EQ, 0, () -> asm.exit(1), () -> asm.exit(2))))
        .doesNotThrowAnyException();
  }

  @Test
  void many_instructions_are_followed_in_no_time() {
    Program p =
        build(asm -> {
          asm.mov(R6, 0);
          for (int i = 0; i < 3_000; i++) {
            int value = i;
            asm.when(R6, Cond.EQ, i, () -> asm.mov(R6, value + 1));
          }
          asm.exit(0);
        });
    assertThat(p.instructions()).hasSize(6_003);
  }

  @Test
  void every_instruction_knows_its_line() {
    Program p =
        build(asm -> {
          asm.mov(R6, 1);
          asm.when(R6, Cond.EQ, 1, () -> asm.mov(R6, 2));
          asm.exit(0);
        });
    List<Integer> lines = p.sourceLines().stream().map(SourceLine::line).distinct().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).isEqualTo(lines.get(0) + 1);
    assertThat(p.sourceLines())
        .allSatisfy(l -> {
          assertThat(l.file()).isEqualTo("BuildTest.java");
          assertThat(l.method()).isEqualTo("every_instruction_knows_its_line");
        });
  }

  private static Program build(Consumer<Asm> body) {
    return Asm.program("t", ProgramType.XDP, body);
  }

  private static void refused(String why, Consumer<Asm> body) {
    assertThatThrownBy(() -> build(body))
        .isInstanceOf(AssemblyException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("(BuildTest.java:");
  }
}
