package io.ironpost.bpf.btf;

import static io.ironpost.bpf.btf.TypeKind.CONST;
import static io.ironpost.bpf.btf.TypeKind.ENUM;
import static io.ironpost.bpf.btf.TypeKind.ENUM64;
import static io.ironpost.bpf.btf.TypeKind.FUNC;
import static io.ironpost.bpf.btf.TypeKind.PTR;
import static io.ironpost.bpf.btf.TypeKind.STRUCT;
import static io.ironpost.bpf.btf.TypeKind.TYPEDEF;
import static io.ironpost.bpf.btf.TypeKind.UNION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ironpost.bpf.btf.BtfBytes.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelBtfTest {
  private static final Path RUNNING = Path.of("/sys/kernel/btf/vmlinux");

  /// ```c
  /// typedef int pid_t;
  /// struct inner { int a; int b[3]; };
  /// struct task {
  ///   const pid_t pid;
  ///   union { struct inner in; long word; };   // nameless: a member of task is found within
  ///   struct inner *next;
  ///   struct inner named;
  /// };
  /// struct flags { int low : 3; int high : 5; };
  /// ```
  private static BtfBytes small() {
    BtfBytes btf = new BtfBytes();
    int integer = btf.integer("int", 4);
    int wide = btf.integer("long", 8);
    int pid = btf.reference(TYPEDEF, "pid_t", integer);
    int constant = btf.reference(CONST, "", pid);
    int three = btf.array(integer, 3);
    int inner =
        btf.entries(STRUCT, "inner", 16, new Entry("a", integer, 0), new Entry("b", three, 32));
    int both = btf.entries(UNION, "", 16, new Entry("in", inner, 0), new Entry("word", wide, 0));
    int pointer = btf.reference(PTR, "", inner);
    btf.entries(
        STRUCT,
        "task",
        48,
        new Entry("pid", constant, 0),
        new Entry("", both, 64),
        new Entry("next", pointer, 192),
        new Entry("named", inner, 256));
    btf.flagged()
        .entries(
            STRUCT,
            "flags",
            4,
            new Entry("low", integer, 3 << 24),
            new Entry("high", integer, 5 << 24 | 3));
    btf.entries(ENUM, "state", 4, new Entry("IDLE", 0), new Entry("BUSY", 0xffff_ffff));
    btf.flagged().entries(ENUM, "signed", 4, new Entry("MINUS", -1));
    btf.entries(ENUM64, "", 8, new Entry("LARGE", 1, 2));
    btf.reference(TYPEDEF, "btf_trace_my_event", pointer);
    btf.reference(FUNC, "my_function", 0);
    return btf;
  }

  static Stream<KernelBtf> inBothOrders() {
    return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
        .map(order -> KernelBtf.parse(ByteBuffer.wrap(small().bytes(order))));
  }

  @ParameterizedTest
  @MethodSource("inBothOrders")
  void members_are_found_by_their_path(KernelBtf btf) {
    assertThat(btf.offset("task.pid")).isZero();
    assertThat(btf.offset("task.word")).isEqualTo(8);
    assertThat(btf.offset("task.in.b")).isEqualTo(12);
    assertThat(btf.offset("task.named.b")).isEqualTo(36);
    assertThat(btf.member("task.in.b"))
        .hasValueSatisfying(member -> assertThat(member.sizeBytes()).isEqualTo(12));
    assertThat(btf.member("task.next"))
        .hasValueSatisfying(member -> assertThat(member.sizeBytes()).isEqualTo(8));
    assertThat(btf.sizeBytes("task")).isEqualTo(48);
    assertThat(btf.sizeBytes("pid_t")).isEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("inBothOrders")
  void what_is_not_there_is_said_so(KernelBtf btf) {
    assertThat(btf.exists("task")).isTrue();
    assertThat(btf.exists("tas")).isFalse();
    assertThat(btf.exists("task.pid")).isTrue();
    assertThat(btf.exists("task.pi")).isFalse();
    assertThat(btf.member("nothing.pid")).isEmpty();
    assertThatThrownBy(() -> btf.offset("task.nothing"))
        .isInstanceOf(BtfException.class)
        .hasMessage("this kernel has no task.nothing");
    assertThatThrownBy(() -> btf.sizeBytes("nothing")).hasMessageContaining("no type nothing");
    assertThatThrownBy(() -> btf.member("task")).hasMessageContaining("names no member");
  }

  @ParameterizedTest
  @MethodSource("inBothOrders")
  void a_path_ends_at_a_pointer(KernelBtf btf) {
    assertThatThrownBy(() -> btf.offset("task.next.a"))
        .hasMessage("task.next.a: next is no struct or union but PTR");
  }

  @ParameterizedTest
  @MethodSource("inBothOrders")
  void a_bit_field_is_described_but_has_no_offset(KernelBtf btf) {
    assertThat(btf.member("flags.high"))
        .hasValueSatisfying(member -> {
          assertThat(member.isBitField()).isTrue();
          assertThat(member.bitOffset()).isEqualTo(3);
          assertThat(member.bits()).isEqualTo(5);
        });
    assertThatThrownBy(() -> btf.offset("flags.high"))
        .hasMessage("flags.high is a bit field: 5 bits at bit 3");
  }

  @ParameterizedTest
  @MethodSource("inBothOrders")
  void constants_have_the_sign_and_width_of_their_enumeration(KernelBtf btf) {
    assertThat(btf.enumValue("state", "BUSY")).hasValue(0xffff_ffffL);
    assertThat(btf.enumValue("state", "MINUS")).isEmpty();
    assertThat(btf.constant("MINUS")).hasValue(-1);
    assertThat(btf.constant("LARGE")).hasValue(0x2_0000_0001L);
    assertThat(btf.constant("NOTHING")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("inBothOrders")
  void hooks_have_the_ids_of_their_types(KernelBtf btf) {
    assertThat(btf.tracepoint("my_event")).hasValue(14);
    assertThat(btf.tracepoint("other")).isEmpty();
    assertThat(btf.function("my_function")).hasValue(15);
    assertThat(btf.typeId("task", STRUCT)).hasValue(9);
    assertThat(btf.typeId("task", UNION, ENUM)).isEmpty();
  }

  @Test
  void types_that_contain_themselves_end() {
    BtfBytes btf = new BtfBytes();
    btf.entries(STRUCT, "ring", 8, new Entry("", 2, 0), new Entry("", 1, 0), new Entry("", 3, 0));
    btf.reference(TYPEDEF, "loop", 3);
    btf.reference(CONST, "", 2);
    btf.array(4, 0x7fff_ffff);
    btf.entries(STRUCT, "big", 8, new Entry("rows", 4, 0));
    KernelBtf kernel = KernelBtf.parse(ByteBuffer.wrap(btf.bytes(ByteOrder.LITTLE_ENDIAN)));
    assertThat(kernel.member("ring.x")).isEmpty();
    assertThat(kernel.member("loop.x")).isEmpty();
    assertThat(kernel.sizeBytes("loop")).isZero();
    assertThat(kernel.member("big.rows"))
        .hasValueSatisfying(member -> assertThat(member.sizeBytes()).isZero());
  }

  @Test
  void rubbish_is_refused() {
    for (byte[] bytes : new byte[][] {{}, new byte[24], new byte[300]}) {
      assertThatThrownBy(() -> KernelBtf.parse(ByteBuffer.wrap(bytes)))
          .isInstanceOf(BtfException.class);
    }
    assertThatThrownBy(() -> KernelBtf.read(Path.of("/nowhere")))
        .hasMessageContaining("CONFIG_DEBUG_INFO_BTF");
  }

  @Test
  void damaged_bytes_are_read_or_refused_and_nothing_else() {
    byte[] whole = small().bytes(ByteOrder.LITTLE_ENDIAN);
    Random random = new Random(10);
    for (int round = 0; round < 30_000; round++) {
      byte[] bytes = whole.clone();
      for (int change = random.nextInt(6); change >= 0; change--) {
        int at = random.nextInt(bytes.length);
        bytes[at] = (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] ^ 1 << at % 8);
      }
      int length = bytes.length - random.nextInt(3);
      try {
        askAll(KernelBtf.parse(ByteBuffer.wrap(bytes, 0, length)));
      } catch (BtfException refused) {
        assertThat(refused.getMessage()).isNotEmpty();
      }
    }
  }

  private static void askAll(KernelBtf btf) {
    btf.member("task.in.b");
    btf.exists("task.nothing");
    btf.member("flags.high");
    btf.constant("NOTHING");
    btf.enumValue("state", "BUSY");
    btf.tracepoint("my_event");
    if (btf.exists("task")) {
      btf.sizeBytes("task");
    }
  }

  @Test
  void the_running_kernel_has_what_every_kernel_has() {
    assumeTrue(Files.isReadable(RUNNING), "the kernel shows no BTF");
    KernelBtf kernel = KernelBtf.running();
    assertThat(kernel.offset("iphdr.saddr")).isEqualTo(12); // RFC 791, section 3.1
    assertThat(kernel.offset("tcphdr.dest")).isEqualTo(2);
    assertThat(kernel.sizeBytes("ipv6hdr")).isEqualTo(40);
    assertThat(kernel.sizeBytes("xdp_md")).isGreaterThanOrEqualTo(20);
    assertThat(kernel.offset("sock.__sk_common.skc_dport"))
        .isEqualTo(kernel.offset("sock_common.skc_dport"));
    assertThat(kernel.offset("task_struct.real_parent")).isPositive();
    assertThat(kernel.constant("IPPROTO_TCP")).hasValue(6);
    assertThat(kernel.enumValue("bpf_prog_type", "BPF_PROG_TYPE_XDP")).hasValue(6);
    assertThat(kernel.tracepoint("sched_process_exec")).isPresent();
    assertThat(kernel.function("tcp_connect")).isPresent();
    assertThat(kernel.member("iphdr.ihl").orElseThrow().isBitField()).isTrue();
  }
}
