package io.ironpost.bpf.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErrnoTest {
  @Test
  void a_known_number_has_a_name_and_a_sentence() {
    assertThat(Errno.of(1)).isEqualTo(Errno.EPERM).hasToString("EPERM (operation not permitted)");
    assertThat(Errno.of(524)).isEqualTo(Errno.ENOTSUPP);
  }

  @Test
  void an_unknown_number_is_told_as_it_is() {
    assertThat(Errno.of(4711)).hasToString("errno 4711 (see errno(3))");
  }

  @Test
  void eperm_names_the_capabilities_that_are_missing_and_how_to_grant_them() {
    Privileges some = new Privileges(Set.of(Capability.CAP_BPF));
    List<Capability> needs = List.of(Capability.CAP_BPF, Capability.CAP_NET_ADMIN);
    assertThat(Refusal.advice(Errno.EPERM, some, needs))
        .isEqualTo(
            "Missing CAP_NET_ADMIN: run as root, or grant it"
                + " (systemd: AmbientCapabilities=CAP_NET_ADMIN)");
  }

  @Test
  void eperm_with_all_capabilities_has_another_cause() {
    Privileges all = new Privileges(Set.of(Capability.CAP_SYS_ADMIN));
    assertThat(Refusal.advice(Errno.EPERM, all, List.of(Capability.CAP_BPF)))
        .contains("lockdown", "seccomp");
  }
}
