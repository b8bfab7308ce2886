package io.ironpost.ebpf.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the kernel hands over in its own form.
class TextsTest {
  @ParameterizedTest
  @CsvSource({
    "'ls|bin|usr|', true, /usr/bin/ls",
    "'ls|bin|usr|', false, /…/usr/bin/ls",
    "'', true, /",
    "'', false, /…",
    "'memfd:x|', true, /memfd:x",
  })
  void a_path_from_its_parts(String packed, boolean whole, String path) {
    byte[] bytes = packed.replace('|', '\0').getBytes(UTF_8);
    assertThat(new String(PackedPath.unpack(bytes, 0, bytes.length, whole), UTF_8)).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
    "'ls|-l|', ls -l",
    "'ls|-l|/tm', ls -l /tm",
    "'a||b|', 'a  b'",
    "'|', ''",
    "'', ''",
  })
  void a_command_line_from_its_arguments(String packed, String text) {
    byte[] bytes = packed.replace('|', '\0').getBytes(UTF_8);
    assertThat(new String(CommandLine.escaped(bytes, 0, bytes.length), UTF_8)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/bin/nc.openbsd, /usr/bin/nc, /usr/bin/nc",
    "/bin/busybox, wget, wget",
    "/usr/bin/dash, /bin/sh, /bin/sh",
    "/usr/bin/bash, /bin/bash, ''",
    "/usr/bin/bash, bash, ''",
    "/usr/bin/rbash, /bin/bash, /bin/bash",
    "/usr/bin/bash, '', ''",
    "/memfd:x, /proc/self/fd/9, ''",
    "/memfd:x, /dev/fd/9, ''",
    "bash, /bin/bash, /bin/bash",
  })
  void the_name_a_program_was_called_by(String image, String called, String told) {
    byte[] bytes = called.getBytes(UTF_8);
    assertThat(new String(CalledAs.of(image.getBytes(UTF_8), bytes, 0, bytes.length), UTF_8))
        .isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "'0::/system.slice/ssh.service', /system.slice/ssh.service",
    "'4:memory:/docker/abc;1:name=systemd:/;0::/', /docker/abc",
    "'9:cpu:/other;0::/', /",
    "'0::/', /",
    "'', /",
    "'rubbish', /",
  })
  void a_cgroup_of_proc(String lines, String path) {
    assertThat(new String(ProcFiles.cgroup(lines.replace(';', '\n')), UTF_8)).isEqualTo(path);
  }

  @Test
  void listening_sockets_of_proc() {
    Map<Long, Integer> ports = new HashMap<>();
    String line = " 0: 0100007F:1F90 00000000:0000 %s 0:0 00:0 00000000 0 0 4711 1 ffff 100 0";
    ListeningPorts.add(line.formatted("0A"), ports);
    ListeningPorts.add(line.formatted("01").replace("4711", "1"), ports);
    ListeningPorts.add("rubbish", ports);
    ListeningPorts.add(line.formatted("0A").replace("1F90", "xyz"), ports);
    assertThat(ports).containsExactly(Map.entry(4711L, 8080));
  }

  @Test
  void where_version_2_of_cgroups_is() {
    String mounts =
        """
        tmpfs /sys/fs/cgroup tmpfs rw 0 0
        cgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0
        cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0
        """;
    assertThat(CgroupMount.of(mounts)).contains(Path.of("/sys/fs/cgroup/unified"));
    assertThat(CgroupMount.of("proc /proc proc rw 0 0\n")).isEmpty();
  }
}
