package io.ironpost.daemon.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.bpf.kernel.Capability;
import io.ironpost.bpf.kernel.FeatureSource;
import io.ironpost.bpf.kernel.Features;
import io.ironpost.bpf.kernel.KernelVersion;
import io.ironpost.bpf.kernel.Privileges;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KernelScanTest {
  private static final Path PINS = Path.of("/sys/fs/bpf/ironpost");

  private static Map<String, KernelFact> facts(
      int major, int minor, boolean bpffs, Capability... held) {
    FeatureSource source =
        FeatureSource.like(KernelVersion.of(major, minor), new Privileges(Set.of(held)));
    return new KernelScan(new Features(source), _ -> bpffs)
        .facts(PINS).stream().collect(Collectors.toMap(KernelFact::name, Function.identity()));
  }

  private static KernelFact fact(Map<String, KernelFact> facts, String name) {
    return Optional.ofNullable(facts.get(name)).orElseThrow();
  }

  private static List<String> missing(Map<String, KernelFact> facts) {
    return facts.values().stream()
        .filter(fact -> !fact.isThere())
        .map(KernelFact::name)
        .sorted()
        .toList();
  }

  @Test
  void a_new_kernel_with_all_rights_has_everything() {
    Map<String, KernelFact> facts =
        facts(6, 18, true, Capability.CAP_BPF, Capability.CAP_NET_ADMIN, Capability.CAP_PERFMON);
    assertThat(missing(facts)).isEmpty();
    assertThat(facts).containsKeys("kernel", "rights", "bpffs", "jit", "xdp", "tcx", "btf");
    assertThat(fact(facts, "kernel").found()).isEqualTo("Linux 6.18");
  }

  @Test
  void without_rights_only_the_rights_are_told() {
    Map<String, KernelFact> facts = facts(6, 18, true);
    assertThat(missing(facts)).containsExactly("rights");
    assertThat(fact(facts, "rights").fix())
        .contains("AmbientCapabilities=CAP_BPF CAP_NET_ADMIN CAP_PERFMON");
    assertThat(facts).doesNotContainKey("xdp");
  }

  @Test
  void before_5_8_the_right_has_another_name() {
    assertThat(fact(facts(5, 4, true), "rights").fix()).contains("=CAP_SYS_ADMIN CAP_NET_ADMIN");
  }

  @Test
  void what_an_old_kernel_lacks_is_named_with_what_is_lost() {
    Map<String, KernelFact> facts =
        facts(5, 10, true, Capability.CAP_SYS_ADMIN, Capability.CAP_NET_ADMIN);
    assertThat(missing(facts)).containsExactly("tcx");
    assertThat(fact(facts, "tcx").found()).contains("the kernel is 5.10");
    assertThat(fact(facts, "tcx").fix()).contains("6.6");
    assertThat(fact(facts, "tcx").without()).isNotBlank();
    assertThat(missing(facts(5, 4, true, Capability.CAP_SYS_ADMIN, Capability.CAP_NET_ADMIN)))
        .contains("boot_clock", "ring_buffer", "xdp_link");
  }

  @Test
  void without_a_bpffs_the_command_is_told() {
    KernelFact bpffs =
        fact(facts(6, 18, false, Capability.CAP_SYS_ADMIN, Capability.CAP_NET_ADMIN), "bpffs");
    assertThat(bpffs.isThere()).isFalse();
    assertThat(bpffs.fix()).contains("mount -t bpf bpf /sys/fs/bpf");
  }

  @Test
  void this_machine_is_asked_without_harm() {
    assertThat(KernelScan.running().facts(Path.of("")))
        .extracting(KernelFact::name)
        .contains("kernel", "rights", "bpffs", "jit");
  }
}
