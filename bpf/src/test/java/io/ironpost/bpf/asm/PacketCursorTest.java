package io.ironpost.bpf.asm;

import static io.ironpost.bpf.asm.Argument.number;
import static io.ironpost.bpf.asm.Reg.R0;
import static io.ironpost.bpf.asm.Reg.R1;
import static io.ironpost.bpf.asm.Reg.R2;
import static io.ironpost.bpf.asm.Reg.R3;
import static io.ironpost.bpf.asm.Reg.R6;
import static io.ironpost.bpf.asm.Reg.R7;
import static io.ironpost.bpf.asm.Reg.R8;
import static io.ironpost.bpf.asm.Reg.R9;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class PacketCursorTest {
  @Test
  void bytes_that_were_checked_can_be_read() {
    accepted((asm, p) -> {
      p.need(14, () -> asm.exit(0));
      p.load(Size.H, R2, 12);
      p.load(Size.B, R2, 13);
    });
  }

  @Test
  void a_read_without_a_check_is_refused_with_its_line() {
    refused(
        "up to byte 14, but only 0 are checked",
        "a_read_without_a_check_is_refused_with_its_line(PacketCursorTest.java:",
        (_, p) -> p.load(Size.H, R2, 12));
  }

  @Test
  void a_read_behind_what_was_checked_is_refused() {
    refused(
        "up to byte 15, but only 14 are checked on every way here: need(15, …)",
        "",
        (asm, p) -> {
          p.need(14, () -> asm.exit(0));
          p.load(Size.H, R2, 13);
        });
  }

  @Test
  void a_plain_load_by_the_cursors_register_is_judged_too() {
    refused("only 0 are checked", "", (asm, p) -> asm.load(Size.B, R2, p.data(), 0));
  }

  @Test
  void a_check_on_one_way_is_no_check_where_ways_meet() {
    refused(
        "only 2 are checked",
        "",
        (asm, p) -> {
          p.need(2, () -> asm.exit(0));
          asm.when(R9, Cond.EQ, 1, () -> p.need(20, () -> asm.exit(0)));
          p.load(Size.W, R2, 4);
        });
  }

  @Test
  void a_check_that_lets_short_packets_through_is_no_check() {
    refused(
        "only 0 are checked",
        "",
        (asm, p) -> {
          p.need(14, () -> asm.mov(R9, 1));
          p.load(Size.B, R2, 0);
        });
  }

  @Test
  void checks_on_both_ways_hold_for_the_lesser() {
    accepted((asm, p) -> {
      asm.when(
          R9, Cond.EQ, 1, () -> p.need(20, () -> asm.exit(0)), () -> p.need(40, () -> asm.exit(0)));
      p.load(Size.W, R2, 16);
    });
  }

  @Test
  void short_packets_can_go_to_a_label() {
    accepted((asm, p) -> {
      Label pass = asm.label("pass");
      p.need(14, pass);
      p.load(Size.H, R2, 12);
      asm.place(pass);
    });
  }

  @Test
  void what_a_label_gathers_from_unchecked_ways_is_unchecked() {
    refused(
        "only 0 are checked",
        "",
        (asm, p) -> {
          Label pass = asm.label("pass");
          p.need(14, pass);
          asm.place(pass);
          p.load(Size.H, R2, 12);
        });
  }

  @Test
  void moving_by_a_constant_keeps_what_is_behind() {
    accepted((asm, p) -> {
      p.need(34, () -> asm.exit(0));
      p.advance(14);
      p.load(Size.W, R2, 16);
    });
    refused(
        "up to byte 24, but only 20",
        "",
        (asm, p) -> {
          p.need(34, () -> asm.exit(0));
          p.advance(14);
          p.load(Size.W, R2, 20);
        });
  }

  @Test
  void moving_by_a_register_begins_anew() {
    refused(
        "only 0 are checked",
        "",
        (asm, p) -> {
          p.need(34, () -> asm.exit(0));
          p.advanceMasked(R9, 0x3c);
          p.load(Size.W, R2, 0);
        });
    accepted((asm, p) -> {
      p.advance(R9, 60, () -> asm.exit(0));
      p.need(4, () -> asm.exit(0));
      p.load(Size.W, R2, 0);
    });
  }

  @Test
  void a_loop_is_judged_for_every_round() {
    refused(
        "only 2 are checked",
        "",
        (asm, p) -> {
          p.need(8, () -> asm.exit(0));
          asm.repeat(
              R9,
              4,
              _ -> {
                p.load(Size.W, R2, 0);
                p.advance(2);
              });
        });
    accepted((asm, p) ->
        asm.repeat(
            R9,
            4,
            loop -> {
              p.need(2, () -> loop.leave());
              p.load(Size.H, R2, 0);
              p.advance(2);
            }));
  }

  @Test
  void a_register_used_for_something_else_no_longer_points() {
    refused(
        "R7 does not point into the packet",
        "",
        (asm, p) -> {
          p.need(8, () -> asm.exit(0));
          asm.mov(R7, 0);
          p.load(Size.W, R2, 0);
        });
  }

  @Test
  void a_call_leaves_cursors_in_saved_registers() {
    accepted((asm, p) -> {
      p.need(8, () -> asm.exit(0));
      asm.ktimeBootNs();
      p.load(Size.W, R2, 0);
    });
  }

  @Test
  void a_call_that_may_move_the_packet_ends_all_cursors() {
    refused(
        "R7 does not point into the packet",
        "",
        (asm, p) -> {
          p.need(8, () -> asm.exit(0));
          asm.call(Helper.XDP_ADJUST_HEAD, R6, number(0));
          p.load(Size.W, R2, 0);
        });
  }

  @Test
  void a_copy_knows_what_the_original_knew_and_stays_behind() {
    accepted((asm, p) -> {
      p.need(34, () -> asm.exit(0));
      PacketCursor start = p.copyIn(R9);
      p.advance(14);
      start.load(Size.DW, R2, 0);
      p.load(Size.W, R3, 16);
    });
  }

  @Test
  void bytes_are_copied_out_in_words() {
    Program program =
        accepted((asm, p) -> {
          p.need(30, () -> asm.exit(0));
          p.copyTo(asm.slot("address", 6), 6);
        });
    assertThat(Disassembler.text(program))
        .contains("r3 = *(u32 *)(r7 +6)", "*(u32 *)(r10 -8) = r3")
        .contains("r3 = *(u16 *)(r7 +10)", "*(u16 *)(r10 -4) = r3");
  }

  @Test
  void a_tracing_program_has_no_packet() {
    assertThatThrownBy(
            () -> Asm.program("t", ProgramType.RAW_TRACEPOINT, asm -> asm.packet(R1, R7, R8, R3)))
        .isInstanceOf(AssemblyException.class)
        .hasMessageContaining("RAW_TRACEPOINT programs cannot point into packets");
  }

  private static Program accepted(BiConsumer<Asm, PacketCursor> body) {
    return Asm.program(
        "t",
        ProgramType.XDP,
        asm -> {
          asm.mov(R9, 1);
          asm.mov(R6, R1);
          body.accept(asm, asm.packet(R1, R7, R8, R3));
          asm.mov(R0, XdpMd.PASS);
          asm.exit();
        });
  }

  private static void refused(String why, String where, BiConsumer<Asm, PacketCursor> body) {
    assertThatThrownBy(() -> accepted(body))
        .isInstanceOf(AssemblyException.class)
        .hasMessageContaining(why)
        .hasMessageContaining(where);
  }
}
