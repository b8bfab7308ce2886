package io.ironpost.bpf.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ironpost.bpf.asm.ProgramSpec;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.XdpMd;
import io.ironpost.testkit.NetworkNamespace;
import io.ironpost.testkit.Veth;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class XdpHookTest {
  private static final int LOOPBACK = 1;

  private NetworkNamespace left;
  private NetworkNamespace right;
  private Veth wire;
  private int index;

  @BeforeEach
  void wire() {
    Needs.bpfAndNamespaces();
    left = NetworkNamespace.create("left");
    right = NetworkNamespace.create("right");
    wire = Veth.between(left, right);
    wire.fixNeighbours();
    index = wire.right().index();
  }

  @AfterEach
  void cut() {
    if (wire != null) {
      left.close();
      right.close();
    }
  }

  /// The two ways of attaching, with what they have in common.
  enum Way {
    LINK {
      @Override
      Attachment attach(BpfProgram program, int index, XdpMode mode) {
        return Hooks.xdp(program, index, mode);
      }
    },
    NETLINK {
      @Override
      Attachment attach(BpfProgram program, int index, XdpMode mode) {
        return NetlinkXdp.attach(program, index, mode);
      }
    };

    abstract Attachment attach(BpfProgram program, int index, XdpMode mode);
  }

  private static Counting counting(String name, int verdict) {
    return Counting.loaded(ProgramSpec.of(name, ProgramType.XDP), verdict);
  }

  private <T> T inside(Callable<T> task) throws Exception {
    return right.enter(task);
  }

  @ParameterizedTest
  @EnumSource
  void a_program_in_the_driver_sees_each_packet_until_it_is_taken_off(Way way) throws Exception {
    try (Counting drop = counting("drop_all", XdpMd.DROP)) {
      Attachment attached = inside(() -> way.attach(drop.program(), index, XdpMode.NATIVE));
      Datagrams.send(wire, 100);
      assertThat(drop.runs()).isGreaterThanOrEqualTo(100).isLessThan(120);
      assertThat(wire.right().namespace().ip("-d", "link", "show", "dev", wire.right().device()))
          .contains("id " + drop.program().info().id() + " ");
      inside(() -> closed(attached));
      long seen = drop.runs();
      Datagrams.send(wire, 10);
      assertThat(drop.runs()).isEqualTo(seen);
    }
  }

  @ParameterizedTest
  @EnumSource
  void another_program_takes_over_while_packets_come(Way way) throws Exception {
    Counting first = counting("first", XdpMd.DROP);
    try (Counting second = counting("second", XdpMd.DROP)) {
      Attachment attached = inside(() -> way.attach(first.program(), index, XdpMode.NATIVE));
      Datagrams.send(wire, 10);
      inside(() -> replaced(attached, second.program()));
      first.close(); // what runs no more may be closed, and the rest goes on
      Datagrams.send(wire, 10);
      assertThat(second.runs()).isGreaterThanOrEqualTo(10);
      inside(() -> closed(attached));
      assertThat(inside(() -> NetDevices.xdpProgram(index))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void who_is_there_already_is_named(Way way) throws Exception {
    try (Counting owner = counting("the_owner", XdpMd.PASS);
        Counting late = counting("late", XdpMd.PASS)) {
      Attachment attached = inside(() -> Hooks.xdp(owner.program(), index, XdpMode.NATIVE));
      KernelRefusedException refused =
          catchThrowableOfType(
              KernelRefusedException.class,
              () -> inside(() -> way.attach(late.program(), index, XdpMode.NATIVE)));
      assertThat(refused.errno()).isEqualTo(Errno.EBUSY);
      assertThat(refused.advice()).contains("the_owner, number " + owner.program().info().id());
      attached.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_loopback_has_no_native_xdp_but_generic(Way way) throws Exception {
    try (Counting pass = counting("pass", XdpMd.PASS)) {
      assertThatThrownBy(() -> inside(() -> way.attach(pass.program(), LOOPBACK, XdpMode.NATIVE)))
          .isInstanceOfSatisfying(
              KernelRefusedException.class,
              refused -> {
                assertThat(refused.errno()).isEqualTo(Errno.EOPNOTSUPP);
                assertThat(refused.advice()).contains("try generic");
              });
      Attachment attached = inside(() -> way.attach(pass.program(), LOOPBACK, XdpMode.GENERIC));
      assertThat(inside(() -> NetDevices.named("lo")))
          .hasValueSatisfying(lo -> assertThat(lo.xdpProgram()).isPresent());
      inside(() -> closed(attached));
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_interface_that_is_not_there_is_said_so(Way way) throws Exception {
    try (Counting pass = counting("pass", XdpMd.PASS)) {
      assertThatThrownBy(() -> inside(() -> way.attach(pass.program(), 4711, XdpMode.GENERIC)))
          .hasMessageContaining("ENODEV")
          .hasMessageContaining("No interface of this network namespace");
    }
  }

  @Test
  void a_netlink_program_that_was_replaced_by_hand_is_not_taken_off() throws Exception {
    try (Counting mine = counting("mine", XdpMd.PASS);
        Counting others = counting("others", XdpMd.PASS)) {
      Attachment attached = inside(() -> NetlinkXdp.attach(mine.program(), index, XdpMode.NATIVE));
      right.ip("link", "set", "dev", wire.right().device(), "xdp", "off");
      Attachment other = inside(() -> NetlinkXdp.attach(others.program(), index, XdpMode.NATIVE));
      inside(() -> closed(attached));
      assertThat(inside(() -> NetDevices.xdpProgram(index))).hasValue(others.program().info().id());
      right.ip("link", "delete", "dev", wire.right().device());
      inside(() -> closed(other)); // nor does an interface that has gone matter
    }
  }

  @Test
  void a_link_knows_its_interface_and_program() throws Exception {
    try (Counting pass = counting("pass", XdpMd.PASS);
        Link link = (Link) inside(() -> Hooks.xdp(pass.program(), index, XdpMode.NATIVE))) {
      LinkInfo info = link.info();
      assertThat(info.type()).isEqualTo(LinkType.XDP);
      assertThat(info.interfaceIndex()).isEqualTo(index);
      assertThat(info.programId()).isEqualTo(pass.program().info().id());
      assertThat(Link.at(index)).contains(info);
      link.detach();
      assertThat(link.info().interfaceIndex()).isZero();
      assertThat(inside(() -> NetDevices.xdpProgram(index))).isEmpty();
    }
  }

  @Test
  void a_program_is_replaced_only_if_it_is_the_expected_one() throws Exception {
    try (Counting first = counting("first", XdpMd.PASS);
        Counting second = counting("second", XdpMd.PASS);
        Link link = (Link) inside(() -> Hooks.xdp(first.program(), index, XdpMode.NATIVE))) {
      assertThatThrownBy(() -> link.replace(second.program(), second.program()))
          .hasMessageContaining("EPERM");
      link.replace(second.program(), first.program());
      assertThat(link.info().programId()).isEqualTo(second.program().info().id());
    }
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
