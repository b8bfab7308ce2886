package io.ironpost.bpf.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrivilegesTest {
  private static Privileges with(String mask) {
    return Privileges.read(List.of("Name:\tjava", "CapPrm:\tffffffffffffffff", "CapEff:\t" + mask));
  }

  @Test
  void the_effective_set_is_read_and_no_other() {
    assertThat(with("0000000000000000").effective()).isEmpty();
    assertThat(with("000000c000001000").effective())
        .containsExactlyInAnyOrder(
            Capability.CAP_BPF, Capability.CAP_PERFMON, Capability.CAP_NET_ADMIN);
  }

  @Test
  void sys_admin_stands_for_bpf_and_perfmon_but_not_for_net_admin() {
    Privileges admin = with("0000000000200000");
    assertThat(
            admin.missing(
                List.of(Capability.CAP_BPF, Capability.CAP_PERFMON, Capability.CAP_NET_ADMIN)))
        .containsExactly(Capability.CAP_NET_ADMIN);
  }

  @Test
  void a_file_that_says_nothing_grants_nothing() {
    assertThat(Privileges.read(List.of("", "CapEff")).effective()).isEmpty();
  }
}
