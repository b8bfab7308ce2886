package io.ironpost.bpf.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static final Layout.Builder FIELDS = Layout.struct("event");
  private static final Field KIND = FIELDS.u8("kind");
  private static final Field PORT = FIELDS.u16Big("port");
  private static final Field TIME = FIELDS.u64("time");
  private static final Field COUNT = FIELDS.u32("count");
  private static final Field NAME = FIELDS.bytes("name", 3);
  private static final Layout EVENT = FIELDS.build();

  @Test
  void members_lie_where_c_would_put_them() {
    assertThat(EVENT.fields()).extracting(Field::offset).containsExactly(0, 2, 8, 16, 20);
    assertThat(EVENT.size()).isEqualTo(24);
    assertThat(EVENT.alignment()).isEqualTo(8);
  }

  @Test
  void packed_members_follow_each_other() {
    Layout.Builder fields = Layout.packed("header");
    fields.u8("version");
    Field length = fields.u16Big("length");
    Field address = fields.array("address", Size.W, 4);
    Layout header = fields.build();
    assertThat(length.offset()).isEqualTo(1);
    assertThat(address.bytes()).isEqualTo(16);
    assertThat(header.size()).isEqualTo(19);
  }

  @Test
  void what_is_written_is_read_at_any_address() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(64);
      for (long base = 0; base < 8; base++) {
        PORT.set(memory, base, 443);
        TIME.set(memory, base, -2);
        COUNT.set(memory, base, 0xffff_fffeL);
        KIND.set(memory, base, 0x1ff);
        assertThat(PORT.getInt(memory, base)).isEqualTo(443);
        assertThat(memory.get(ValueLayout.JAVA_BYTE, base + 3)).isEqualTo((byte) 0xbb);
        assertThat(TIME.get(memory, base)).isEqualTo(-2);
        assertThat(COUNT.get(memory, base)).isEqualTo(0xffff_fffeL);
        assertThat(KIND.get(memory, base)).isEqualTo(0xff);
      }
    }
  }

  @Test
  void bytes_are_copied_out() {
    MemorySegment memory = MemorySegment.ofArray(new byte[32]);
    NAME.slice(memory, 4).copyFrom(MemorySegment.ofArray(new byte[] {1, 2, 3}));
    byte[] name = new byte[4];
    NAME.copyTo(memory, 4, name, 1);
    assertThat(name).containsExactly(0, 1, 2, 3);
  }

  @Test
  void the_ffm_api_sees_the_same() {
    StructLayout ffm = EVENT.memoryLayout();
    assertThat(ffm.byteSize()).isEqualTo(EVENT.size());
    for (Field field : EVENT.fields()) {
      PathElement path = PathElement.groupElement(field.name());
      assertThat(ffm.byteOffset(path)).isEqualTo(field.offset());
      assertThat(ffm.select(path).byteSize()).isEqualTo(field.bytes());
    }
  }

  @Test
  void members_are_found_by_name() {
    assertThat(EVENT.field("count")).isEqualTo(COUNT);
    assertThatThrownBy(() -> EVENT.field("counter"))
        .hasMessageContaining("event has no field counter");
  }

  @Test
  void an_array_is_not_loaded_as_one_number() {
    assertThatThrownBy(
            () -> Asm.program("t", ProgramType.XDP, asm -> asm.load(Reg.R2, Reg.R1, NAME)))
        .isInstanceOf(AssemblyException.class)
        .hasMessageContaining("name is an array, not one number");
  }

  @Test
  void a_part_lies_within_its_slot() {
    Slot slot = new Slot("event", -24, 24, 0);
    assertThat(slot.part(COUNT)).isEqualTo(new Slot("event+16", -8, 4, 0));
    assertThatThrownBy(() -> slot.part(20, 8))
        .hasMessageContaining("8 bytes at 20 are not within event of 24 bytes");
  }
}
