package io.ironpost.bpf.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.testkit.Command;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same program as root, as somebody with three capabilities, and as somebody with none.
class UnprivilegedTest {
  private static final String NOBODY = "65534";

  @TempDir static Path folder;
  private static Path classes;

  @BeforeAll
  static void copy() throws IOException, URISyntaxException {
    Needs.bpfAndNamespaces();
    var tool = io.ironpost.testkit.Privileges.tool("setpriv");
    assumeTrue(tool.met(), tool.reason());
    assumeTrue(isForAll(java()), "the JDK is where others than root cannot read it");
    // Whoever builds may do so in a folder of his own; this is for everybody.
    classes = Files.createDirectory(folder.resolve("classes"));
    copy(Path.of(Asm.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    copy(Path.of(RightsProbe.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static boolean isForAll(Path file) {
    return Command.of(
            "setpriv",
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            "test",
            "-x",
            file.toString())
        .run()
        .ok();
  }

  private static void copy(Path from) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(path -> path.toString().endsWith(".class")).toList()) {
        Path to = classes.resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  private static String run(String... starter) {
    List<String> words = new ArrayList<>(List.of(starter));
    words.addAll(
        List.of(
            java().toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes.toString(),
            RightsProbe.class.getName()));
    return Command.of(words.toArray(String[]::new)).run().orFail();
  }

  private static String as(String uid, String capabilities) {
    return run(
        "setpriv",
        "--reuid=" + uid,
        "--regid=" + uid,
        "--clear-groups",
        "--inh-caps=" + capabilities,
        "--ambient-caps=" + capabilities,
        "--bounding-set=" + capabilities);
  }

  @Test
  void root_can_do_all() {
    assertThat(run())
        .contains("map: value 11")
        .contains("xdp: result 1, 100 runs")
        .contains("tp_btf: loaded on_exec")
        .contains("ring: Available[]");
  }

  @Test
  void three_capabilities_are_enough_for_all_but_statistics() {
    // By number: older setpriv(1) do not know these names.
    String said = as(NOBODY, "-all,+cap_12,+cap_38,+cap_39");
    assertThat(said)
        .contains("rights: [CAP_NET_ADMIN, CAP_PERFMON, CAP_BPF]")
        .contains("map: value 11")
        .contains("xdp: result 1, 100 runs")
        .contains("tp_btf: loaded on_exec")
        .contains("ring: Available[]")
        .contains("statistics: run time statistics by call: this process has no CAP_SYS_ADMIN");
  }

  @Test
  void with_one_of_the_capabilities_the_others_are_named() {
    assertThat(as(NOBODY, "-all,+cap_39"))
        .contains("map: value 11")
        .contains("xdp: cannot load program counting (XDP): EPERM")
        .contains("Missing CAP_NET_ADMIN: run as root, or grant it")
        .contains("tp_btf: cannot load program on_exec (TRACING): EPERM")
        .contains("AmbientCapabilities=CAP_PERFMON");
  }

  @Test
  void without_any_right_each_step_says_what_is_missing() {
    assertThat(as(NOBODY, "-all"))
        .contains("rights: []")
        .contains("map: cannot create map tested (HASH, key 4, value 8, 16 entries): EPERM")
        .contains(
            "Missing CAP_BPF: run as root, or grant it (systemd: AmbientCapabilities=CAP_BPF)")
        .contains("ring: ring buffer: this process has no CAP_BPF");
  }
}
