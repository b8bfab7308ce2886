package io.ironpost.ebpf.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerTest {
  private static final String ID =
      "3f4e5d6c7b8a99887766554433221100ffeeddccbbaa0123456789abcdef0123";
  private static final String OTHER =
      "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  private static final String POD = "3f8e7d6c-1234-4abc-9def-001122334455";

  @ParameterizedTest
  @CsvSource({
    "docker, /system.slice/docker-ID.scope",
    "docker, /docker/ID",
    "docker, /docker-ID.scope",
    "docker, /system.slice/docker-ID.scope/init.scope",
    "docker, /user.slice/user-1000.slice/user@1000.service/user.slice/docker-ID.scope",
    "podman, /machine.slice/libpod-ID.scope",
    "podman, /machine.slice/libpod-ID.scope/container",
    "podman, /user.slice/user-1000.slice/user@1000.service/user.slice/libpod-ID.scope/container",
    "podman, /libpod_parent/libpod-ID",
    "containerd,"
        + " /kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podPOD.slice/cri-containerd-ID.scope",
    "containerd, /system.slice/containerd.service/kubepods-burstable-podPOD.slice:cri-containerd:ID",
    "containerd, /system.slice/nerdctl-ID.scope",
    "containerd, /default/ID",
    "containerd, /k8s.io/ID",
    "cri-o, /kubepods.slice/kubepods-podPOD.slice/crio-ID.scope",
    "kubernetes, /kubepods/burstable/podPOD/ID",
    "kubernetes, /kubepods/podPOD/ID",
    "docker, /kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-podPOD.slice/docker-ID.scope",
    "ecs, /ecs/2b88376d0d6a4c9d9a/ID",
  })
  void an_id_of_64_digits(String runtime, String path) {
    assertThat(Container.of(path.replace("ID", ID).replace("POD", POD)))
        .contains(new Container(runtime, ID));
  }

  @ParameterizedTest
  @CsvSource({
    "lxc, web-1, /lxc.payload.web-1/system.slice/ssh.service",
    "lxc, web-1, /lxc.payload/web-1",
    "lxc, web-1, /lxc/web-1",
    "nspawn, deb.12, /machine.slice/systemd-nspawn@deb.12.service/payload",
    "nspawn, deb, /machine.slice/machine-deb.scope",
    "docker, m8y9qpbxhpc2u37yqqkg5x4zd, /docker/buildkit/m8y9qpbxhpc2u37yqqkg5x4zd",
    "docker, m8y9qpbxhpc2u37yqqkg5x4zd, /system.slice/x/system.slice:docker:m8y9qpbxhpc2u37yqqkg5x4zd",
    "ecs, 2b88376d0d6a4c9d9a3b2b88376d0d6a-3054012820,"
        + " /ecs/2b88376d0d6a4c9d9a3b2b88376d0d6a/2b88376d0d6a4c9d9a3b2b88376d0d6a-3054012820",
  })
  void a_name_of_another_kind(String runtime, String id, String path) {
    assertThat(Container.of(path)).contains(new Container(runtime, id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/system.slice/ssh.service",
        "/user.slice/user-1000.slice/session-3.scope",
        "/system.slice/docker.service",
        "/machine.slice/libpod-conmon-ID.scope",
        "/kubepods.slice/kubepods-podPOD.slice/crio-conmon-ID.scope",
        "/lxc.monitor.web-1",
        "/docker/short",
        "/system.slice/notdocker-ID.scope",
        "/process_api/b2f5b2cd3152938ca46ff2a6d440a706",
      })
  void no_container(String path) {
    String full = path.replace("ID", ID).replace("POD", POD);
    if (!full.contains("crio-conmon")) {
      assertThat(Container.of(full)).isEmpty();
    } else {
      assertThat(Container.of(full).map(Container::runtime)).isNotEqualTo(Optional.of("cri-o"));
    }
  }

  @Test
  void the_outermost_of_nested_ones() {
    String path = "/docker/" + ID + "/kubepods/burstable/pod" + POD + "/" + OTHER;
    assertThat(Container.of(path)).contains(new Container("docker", ID));
  }

  @Test
  void a_long_path_costs_little() {
    String path = "/a".repeat(100_000) + "/docker/" + ID;
    assertThat(Container.of(path)).isEmpty();
    assertThat(Container.of("/kubepods.slice/" + "a/".repeat(2_000))).isEmpty();
  }
}
