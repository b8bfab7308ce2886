package io.ironpost.bpf.kernel;

import static io.ironpost.testkit.Privileges.Capability.CAP_BPF;
import static io.ironpost.testkit.Privileges.Capability.CAP_NET_ADMIN;
import static io.ironpost.testkit.Privileges.Capability.CAP_PERFMON;
import static io.ironpost.testkit.Privileges.limitedTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.bpf.asm.ProgramSpec;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.XdpMd;
import io.ironpost.testkit.NetworkNamespace;
import io.ironpost.testkit.Privileges.Capability;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Attaching without being root: three capabilities are enough for all of it, and each is needed
/// for some of it.
class AttachingRightsTest {
  private static final int LOOPBACK = 1;
  private static final Set<Capability> THREE = Set.of(CAP_BPF, CAP_NET_ADMIN, CAP_PERFMON);

  private NetworkNamespace namespace;

  @BeforeEach
  void open() {
    Needs.bpfAndNamespaces();
    namespace = NetworkNamespace.create("rights");
  }

  @AfterEach
  void close() {
    if (namespace != null) {
      namespace.close();
    }
  }

  enum Place {
    XDP(ProgramType.XDP, CAP_NET_ADMIN) {
      @Override
      Attachment attach(BpfProgram program) {
        return Hooks.xdp(program, LOOPBACK, XdpMode.GENERIC);
      }
    },
    XDP_BY_NETLINK(ProgramType.XDP, CAP_NET_ADMIN) {
      @Override
      Attachment attach(BpfProgram program) {
        return NetlinkXdp.attach(program, LOOPBACK, XdpMode.GENERIC);
      }
    },
    EGRESS(ProgramType.SCHED_CLS, CAP_NET_ADMIN) {
      @Override
      Attachment attach(BpfProgram program) {
        return Hooks.traffic(program, LOOPBACK, TrafficDirection.EGRESS);
      }
    },
    EGRESS_BY_FILTER(ProgramType.SCHED_CLS, CAP_NET_ADMIN) {
      @Override
      Attachment attach(BpfProgram program) {
        return ClassifierFilter.attach(program, LOOPBACK, TrafficDirection.EGRESS);
      }
    },
    RAW_TRACEPOINT(ProgramType.RAW_TRACEPOINT, CAP_PERFMON) {
      @Override
      Attachment attach(BpfProgram program) {
        return Hooks.rawTracepoint(program, "sched_process_exec");
      }
    },
    TYPED_TRACEPOINT(ProgramType.TRACING, CAP_PERFMON) {
      @Override
      Attachment attach(BpfProgram program) {
        return Hooks.tracing(program);
      }
    };

    private final ProgramType type;
    private final Capability needed;

    Place(ProgramType type, Capability needed) {
      this.type = type;
      this.needed = needed;
    }

    abstract Attachment attach(BpfProgram program);

    private ProgramSpec spec() {
      return type == ProgramType.TRACING
          ? ProgramSpec.rawTracepointWithBtf("x", "sched_process_exec")
          : ProgramSpec.of("x", type);
    }
  }

  private <T> T inside(Set<Capability> rights, Callable<T> task) throws Exception {
    return namespace.enter(() -> limitedTo(rights, task));
  }

  private static boolean attachedAndClosed(Place place) {
    try (Counting program = Counting.loaded(place.spec(), 0);
        Attachment attachment = place.attach(program.program())) {
      return !attachment.where().isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void three_capabilities_are_enough(Place place) throws Exception {
    assertThat(inside(THREE, () -> attachedAndClosed(place))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void each_place_needs_its_own(Place place) {
    Set<Capability> others = EnumSet.copyOf(THREE);
    others.remove(place.needed);
    assertThatThrownBy(() -> inside(others, () -> attachedAndClosed(place)))
        .isInstanceOf(KernelRefusedException.class)
        .hasMessageContaining("EPERM");
  }

  @Test
  void without_rights_a_program_that_is_there_is_named_by_number() throws Exception {
    try (Counting first = Counting.loaded(ProgramSpec.of("first", ProgramType.XDP), XdpMd.PASS)) {
      Attachment there =
          namespace.enter(() -> Hooks.xdp(first.program(), LOOPBACK, XdpMode.GENERIC));
      assertThatThrownBy(() -> inside(THREE, () -> attachedAndClosed(Place.XDP)))
          .hasMessageContaining("EBUSY")
          .hasMessageContaining("Program number " + first.program().info().id());
      there.close();
    }
  }
}
