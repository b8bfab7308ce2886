package io.ironpost.bpf.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.bpf.asm.Helper;
import io.ironpost.bpf.asm.MapType;
import io.ironpost.bpf.asm.ProgramType;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  private static final Privileges ROOT = new Privileges(Set.of(Capability.values()));

  private static Features like(int major, int minor) {
    return new Features(FeatureSource.like(KernelVersion.of(major, minor), ROOT));
  }

  @Test
  void a_kernel_5_4_on_paper_lacks_what_came_later_and_says_so() {
    Features old = like(5, 4);
    assertThat(old.of(Feature.Named.RING_BUFFER))
        .hasToString("ring buffer: the kernel is 5.4. It needs kernel 5.8 or later");
    assertThat(old.has(Feature.Named.XDP_LINK)).isFalse();
    assertThat(old.has(Feature.Named.BOUNDED_LOOPS)).isTrue();
    assertThat(old.of(MapType.LPM_TRIE).isAvailable()).isTrue();
    assertThat(old.of(MapType.RINGBUF).isAvailable()).isFalse();
    assertThat(old.of(ProgramType.XDP, Helper.KTIME_GET_BOOT_NS).isAvailable()).isFalse();
  }

  @Test
  void without_capabilities_the_lack_of_them_is_told_and_not_the_version() {
    Features none =
        new Features(FeatureSource.like(KernelVersion.of(6, 18), new Privileges(Set.of())));
    assertThat(none.of(ProgramType.XDP))
        .isInstanceOfSatisfying(
            Availability.Missing.class,
            missing -> {
              assertThat(missing.why()).contains("no CAP_BPF, CAP_NET_ADMIN");
              assertThat(missing.advice()).contains("AmbientCapabilities=CAP_BPF CAP_NET_ADMIN");
            });
    assertThat(none.has(Feature.Named.KERNEL_TYPES)).isTrue();
  }

  @Test
  void each_kernel_has_all_that_the_ones_before_had() {
    Features older = like(5, 10);
    Features newer = like(6, 1);
    older
        .all()
        .forEach((feature, there) -> {
          if (there.isAvailable()) {
            assertThat(newer.has(feature)).as("%s", feature).isTrue();
          }
        });
  }

  @Test
  void the_running_kernel_has_what_its_version_promises() {
    Needs.bpf();
    Features here = Features.running();
    KernelVersion version = here.version();
    for (Feature.Named feature : Feature.Named.values()) {
      // A newer kernel may be built without; what came long ago and always is there must be found.
      if (feature != Feature.Named.KERNEL_TYPES && feature != Feature.Named.NETFILTER_LINK) {
        assertThat(here.has(feature))
            .as("%s on %s: %s", feature, version, here.of(feature))
            .isEqualTo(version.compareTo(feature.since()) >= 0);
      }
    }
  }

  @Test
  void helpers_are_known_by_the_kind_of_program() {
    Needs.bpf();
    Features here = Features.running();
    assertThat(here.of(ProgramType.XDP, Helper.XDP_ADJUST_HEAD).isAvailable()).isTrue();
    assertThat(here.of(ProgramType.SCHED_CLS, Helper.XDP_ADJUST_HEAD).isAvailable()).isFalse();
    assertThat(here.of(ProgramType.SCHED_CLS, Helper.SKB_STORE_BYTES).isAvailable()).isTrue();
  }

  @Test
  void probing_leaves_nothing_open() {
    Needs.bpf();
    Features.running().all(); // loads classes, which open files
    long before = Descriptors.count();
    Features.running().all();
    assertThat(Descriptors.count()).isEqualTo(before);
  }
}
