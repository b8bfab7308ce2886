package io.ironpost.bpf.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ironpost.bpf.btf.KernelBtf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Our numbers against those of the kernel that runs: its type information has the enumerations. A
/// kernel older than a constant does not know it; what it knows must agree.
class KernelNumbersTest {
  private static final Path BTF = Path.of("/sys/kernel/btf/vmlinux");

  private static KernelBtf kernel;

  @BeforeAll
  static void read() {
    assumeTrue(Files.isReadable(BTF), "this kernel has no readable " + BTF);
    kernel = KernelBtf.running();
  }

  @Test
  void helpers() {
    agree(Helper.values(), h -> "BPF_FUNC_" + h.kernelName(), Helper::id, Helper.values().length);
  }

  @Test
  void kinds_of_programs() {
    agree(ProgramType.values(), t -> "BPF_PROG_TYPE_" + t.name(), ProgramType::number, 25);
  }

  @Test
  void kinds_of_maps() {
    agree(MapType.values(), t -> "BPF_MAP_TYPE_" + t.name(), MapType::number, 25);
  }

  @Test
  void places_to_attach() {
    agree(AttachType.values(), t -> "BPF_" + t.name(), AttachType::number, 30);
  }

  private interface Name<T> {
    String of(T constant);
  }

  private static <T> void agree(T[] ours, Name<T> name, ToIntFunction<T> number, int atLeast) {
    Stream<T> known = Arrays.stream(ours).filter(t -> kernel.constant(name.of(t)).isPresent());
    assertThat(known)
        .hasSizeGreaterThanOrEqualTo(Math.min(atLeast, ours.length))
        .allSatisfy(t ->
            assertThat(kernel.constant(name.of(t)))
                .as(name.of(t))
                .isEqualTo(OptionalLong.of(number.applyAsInt(t))));
  }
}
