package io.ironpost.bpf.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.XdpMd;
import io.ironpost.testkit.BpfFilesystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinsTest {
  private static final MapSpec SPEC = MapSpec.hash("kept", 4, 8, 16);

  @BeforeAll
  static void rights() {
    Needs.bpfAndNamespaces();
  }

  /// Runs in a mount namespace of its own, on its own bpffs.
  private interface Task {
    void run(Path folder) throws Exception;
  }

  private static void onBpffs(Task task) throws Exception {
    BpfFilesystem.with(folder -> {
      task.run(folder);
      return true;
    });
  }

  @Test
  void a_pinned_map_outlives_its_descriptor() throws Exception {
    onBpffs(root -> {
      Path folder = Pins.folder(root.resolve("ironpost/maps"));
      Path pin = folder.resolve("kept");
      try (BpfMap map = BpfMap.create(SPEC)) {
        map.update(1, 11);
        map.pin(pin);
        assertThatThrownBy(() -> map.pin(pin))
            .hasMessageContaining("EEXIST")
            .hasMessageContaining("Something else is pinned there");
      }
      try (BpfMap opened = BpfMap.openPinned(pin, SPEC)) {
        assertThat(opened.lookup(1, 0)).isEqualTo(11);
        assertThat(opened.name()).isEqualTo("kept");
      }
      assertThat(Pins.unpin(pin)).isTrue();
      assertThat(Pins.unpin(pin)).isFalse();
      assertThatThrownBy(() -> BpfMap.openPinned(pin)).hasMessageContaining("ENOENT");
    });
  }

  @Test
  void a_folder_that_belongs_to_others_is_refused_as_the_kernel_would() throws Exception {
    onBpffs(root -> {
      Path closed = Files.createDirectory(root.resolve("closed"));
      Files.setPosixFilePermissions(closed, Set.of());
      Path inside = closed.resolve("ironpost");
      assertThatThrownBy(
              () -> io.ironpost.testkit.Privileges.limitedTo(Set.of(), () -> Pins.folder(inside)))
          .isInstanceOfSatisfying(
              KernelRefusedException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EACCES))
          .hasMessageContaining("install -d");
      assertThatThrownBy(
              () -> io.ironpost.testkit.Privileges.limitedTo(Set.of(), () -> Pins.unpin(inside)))
          .isInstanceOf(KernelRefusedException.class);
    });
  }

  @Test
  void a_map_of_another_shape_is_not_taken_for_the_wanted_one() throws Exception {
    onBpffs(folder -> {
      long before = Descriptors.count();
      Path pin = folder.resolve("kept");
      try (BpfMap map = BpfMap.create(SPEC.withMaxEntries(17))) {
        map.pin(pin);
      }
      assertThatThrownBy(() -> BpfMap.openPinned(pin, SPEC))
          .isInstanceOf(WrongShapeException.class)
          .hasMessageContaining("17 entries")
          .hasMessageContaining("not kept (HASH, key 4, value 8, 16 entries)");
      assertThat(Descriptors.count()).isEqualTo(before);
    });
  }

  @Test
  void a_pinned_program_runs_after_its_owner_closed_it() throws Exception {
    onBpffs(folder -> {
      Path pin = folder.resolve("drop");
      var drop = Asm.program("drop", ProgramType.XDP, asm -> asm.exit(XdpMd.DROP));
      try (BpfProgram program = BpfProgram.load(drop)) {
        program.pin(pin);
      }
      try (BpfProgram opened = BpfProgram.openPinned(pin)) {
        assertThat(opened.name()).isEqualTo("drop");
        assertThat(opened.type()).isEqualTo(ProgramType.XDP);
        assertThat(opened.test(TestInput.of(new byte[64])).result()).isEqualTo(XdpMd.DROP);
      }
      assertThatThrownBy(() -> BpfMap.openPinned(pin))
          .isInstanceOf(WrongShapeException.class)
          .hasMessageContaining("is not a map");
    });
  }

  @Test
  void a_folder_on_another_file_system_takes_no_pins(@TempDir Path plain) {
    assertThat(Pins.isBpffs(plain)).isFalse();
    assertThat(Pins.isBpffs(plain.resolve("not/there"))).isFalse();
    assertThatThrownBy(() -> Pins.folder(plain.resolve("pins")))
        .hasMessageContaining("on no bpffs: mount one");
    try (BpfMap map = BpfMap.create(SPEC)) {
      assertThatThrownBy(() -> map.pin(plain.resolve("kept"))).hasMessageContaining("bpffs");
    }
  }

  @Test
  void a_bpffs_can_be_mounted_by_who_has_none() throws Exception {
    onBpffs(root -> {
      assertThat(Pins.isBpffs(root)).isTrue();
      Path inner = Pins.folder(root.resolve("inner"));
      Pins.mount(inner);
      try (BpfMap map = BpfMap.create(SPEC)) {
        map.pin(inner.resolve("kept"));
      }
      BpfMap.openPinned(inner.resolve("kept")).close();
    });
  }
}
