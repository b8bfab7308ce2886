package io.ironpost.bpf.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LockedMemoryTest {
  private static final int EPERM = -1;

  @Test
  void kernels_that_count_memory_elsewhere_are_not_asked_twice() {
    assertThat(LockedMemory.raised(EPERM, KernelVersion.of(5, 11))).isFalse();
    assertThat(LockedMemory.raised(EPERM, KernelVersion.of(6, 18))).isFalse();
  }

  @Test
  void another_refusal_than_eperm_has_nothing_to_do_with_it() {
    assertThat(LockedMemory.raised(-Errno.EINVAL.number(), KernelVersion.of(5, 4))).isFalse();
    assertThat(LockedMemory.raised(3, KernelVersion.of(5, 4))).isFalse();
  }
}
