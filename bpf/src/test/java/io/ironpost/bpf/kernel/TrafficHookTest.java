package io.ironpost.bpf.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ironpost.bpf.asm.AttachType;
import io.ironpost.bpf.asm.ProgramSpec;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.testkit.NetworkNamespace;
import io.ironpost.testkit.Veth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrafficHookTest {
  private static final int TCX_PASS = 0;
  private static final int TCX_DROP = 2;
  private static final int NF_ACCEPT = 1;

  private NetworkNamespace left;
  private NetworkNamespace right;
  private Veth wire;

  @BeforeEach
  void wire() {
    Needs.bpfAndNamespaces();
    left = NetworkNamespace.create("left");
    right = NetworkNamespace.create("right");
    wire = Veth.between(left, right);
    wire.fixNeighbours();
  }

  @AfterEach
  void cut() {
    if (wire != null) {
      left.close();
      right.close();
    }
  }

  enum Way {
    TCX {
      @Override
      Attachment attach(BpfProgram program, int index, TrafficDirection direction) {
        return Hooks.traffic(program, index, direction);
      }
    },
    CLASSIFIER {
      @Override
      Attachment attach(BpfProgram program, int index, TrafficDirection direction) {
        return ClassifierFilter.attach(program, index, direction);
      }
    };

    abstract Attachment attach(BpfProgram program, int index, TrafficDirection direction);
  }

  private static Counting classifier(String name, int verdict) {
    return Counting.loaded(ProgramSpec.of(name, ProgramType.SCHED_CLS), verdict);
  }

  @ParameterizedTest
  @EnumSource
  void what_leaves_an_interface_is_seen_until_the_program_is_taken_off(Way way) throws Exception {
    try (Counting seen = classifier("seen", TCX_PASS)) {
      Attachment attached =
          left.enter(
              () -> way.attach(seen.program(), wire.left().index(), TrafficDirection.EGRESS));
      Datagrams.send(wire, 50);
      assertThat(seen.runs()).isBetween(50L, 60L);
      left.enter(() -> closed(attached));
      long before = seen.runs();
      Datagrams.send(wire, 5);
      assertThat(seen.runs()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void another_program_takes_over(Way way) throws Exception {
    try (Counting first = classifier("first", TCX_DROP);
        Counting second = classifier("second", TCX_DROP)) {
      Attachment attached =
          right.enter(
              () -> way.attach(first.program(), wire.right().index(), TrafficDirection.INGRESS));
      Datagrams.send(wire, 10);
      right.enter(() -> replaced(attached, second.program()));
      long before = first.runs();
      assertThat(before).isGreaterThanOrEqualTo(10);
      Datagrams.send(wire, 10);
      assertThat(second.runs()).isGreaterThanOrEqualTo(10);
      assertThat(first.runs()).isEqualTo(before);
      right.enter(() -> closed(attached));
    }
  }

  @ParameterizedTest
  @EnumSource
  void two_programs_share_an_interface(Way way) throws Exception {
    try (Counting first = classifier("first", -1); // "what the next one says"
        Counting second = classifier("second", TCX_PASS)) {
      int index = wire.right().index();
      Attachment one =
          right.enter(() -> way.attach(first.program(), index, TrafficDirection.INGRESS));
      Attachment two =
          right.enter(() -> way.attach(second.program(), index, TrafficDirection.INGRESS));
      Datagrams.send(wire, 10);
      assertThat(first.runs() + second.runs()).isGreaterThanOrEqualTo(10);
      right.enter(() -> closed(one));
      long before = second.runs();
      Datagrams.send(wire, 10);
      assertThat(second.runs()).isGreaterThanOrEqualTo(before + 10);
      right.enter(() -> closed(two));
    }
  }

  @Test
  void a_filter_that_someone_removed_is_closed_in_silence() throws Exception {
    try (Counting seen = classifier("seen", TCX_PASS)) {
      int index = wire.left().index();
      Attachment attached =
          left.enter(() -> ClassifierFilter.attach(seen.program(), index, TrafficDirection.EGRESS));
      left.enter(
          () -> closed(ClassifierFilter.attach(seen.program(), index, TrafficDirection.EGRESS)));
      left.ip("link", "delete", wire.left().device());
      left.enter(() -> closed(attached));
    }
  }

  @Test
  void a_netfilter_program_decides_about_local_packets() throws Exception {
    ProgramSpec spec =
        ProgramSpec.of("local_in", ProgramType.NETFILTER).expecting(AttachType.NETFILTER);
    NetfilterHook hook =
        new NetfilterHook(NetfilterHook.Family.IPV4, NetfilterHook.Hook.LOCAL_IN, -100);
    try (Counting accept = Counting.loaded(spec, NF_ACCEPT)) {
      Attachment attached = right.enter(() -> Hooks.netfilter(accept.program(), hook));
      Datagrams.send(wire, 10);
      assertThat(accept.runs()).isGreaterThanOrEqualTo(10);
      assertThat(((Link) attached).info().type()).isEqualTo(LinkType.NETFILTER);
      attached.close();
    }
  }

  @Test
  void a_control_group_program_sees_its_sockets() throws Exception {
    Path root = controlGroups();
    Path group = Files.createDirectory(root.resolve("ironpost-test-" + left.name()));
    ProgramSpec spec =
        ProgramSpec.of("egress", ProgramType.CGROUP_SKB).expecting(AttachType.CGROUP_INET_EGRESS);
    try (Counting pass = Counting.loaded(spec, 1);
        Attachment attached =
            Hooks.controlGroup(pass.program(), group, AttachType.CGROUP_INET_EGRESS)) {
      String address = wire.right().ipv4().getHostAddress();
      left.run(
              "bash",
              "-c",
              "echo $$ > %s/cgroup.procs && exec 3<>/dev/udp/%s/9 && echo x >&3"
                  .formatted(group, address))
          .orFail();
      assertThat(pass.runs()).isEqualTo(1);
      assertThat(((Link) attached).info().type()).isEqualTo(LinkType.CGROUP);
    } finally {
      Files.deleteIfExists(group);
    }
  }

  private static Path controlGroups() {
    List<Path> places = List.of(Path.of("/sys/fs/cgroup"), Path.of("/sys/fs/cgroup/unified"));
    return places.stream()
        .filter(place -> Files.isWritable(place.resolve("cgroup.procs")))
        .filter(place -> Files.exists(place.resolve("cgroup.controllers")))
        .findFirst()
        .orElseGet(() -> abort("no cgroup2 is mounted"));
  }

  private static boolean closed(Attachment attachment) {
    attachment.close();
    return true;
  }

  private static boolean replaced(Attachment attachment, BpfProgram program) {
    attachment.replace(program);
    return true;
  }
}
