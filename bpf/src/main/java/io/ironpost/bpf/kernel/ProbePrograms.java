package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.AttachType;
import io.ironpost.bpf.asm.Helper;
import io.ironpost.bpf.asm.Instruction;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramSpec;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.SourceLine;
import io.ironpost.bpf.btf.KernelBtf;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Loads programs of a few instructions.
///
/// They are written as bytes and not with the assembler, which would refuse some of them: what is
/// asked is what the kernel makes of them.
final class ProbePrograms {
  private static final String NAME = "probe";
  private static final Instruction RETURN = new Instruction(0x95, 0, 0, 0, 0);
  private static final SourceLine HERE = new SourceLine(NAME, NAME, NAME, 0, "");

  /// A kernel function that every kernel traces.
  private static final String SOME_TRACEPOINT = "sched_process_exec";

  /// What the verifier says of a helper that is not there, or not for this kind of program, in the
  /// words of various versions (check_helper_call, kernel/bpf/verifier.c).
  private static final List<String> NO_SUCH_HELPER =
      List.of("invalid func ", "unknown func ", "program of this type cannot use helper ");

  private ProbePrograms() {}

  static long tryType(ProgramType type, Supplier<Optional<KernelBtf>> kernel) {
    return switch (type) {
      // These want a target that fits them, or memory of their own; the kernel's list says enough.
      case LSM, STRUCT_OPS, EXT, SYSCALL -> tryName(type, kernel);
      default -> load(spec(type), result(type), RETURN);
    };
  }

  private static long tryName(ProgramType type, Supplier<Optional<KernelBtf>> kernel) {
    boolean listed =
        kernel
            .get()
            .map(k -> k.enumValue("bpf_prog_type", "BPF_PROG_TYPE_" + type).isPresent())
            .orElseGet(() -> KernelVersion.running().compareTo(FeatureVersions.of(type)) >= 0);
    return listed ? 0 : -Errno.EINVAL.number();
  }

  static long tryHelper(ProgramType type, Helper helper) {
    Instruction call = new Instruction(0x85, 0, 0, 0, helper.id());
    try (BpfProgram _ = loaded(spec(type), call, result(type), RETURN)) {
      return 0;
    } catch (ProgramRejectedException e) {
      // Whatever else it dislikes, the arguments most of the time, comes after it found the helper.
      boolean absent = NO_SUCH_HELPER.stream().anyMatch(e.log()::contains);
      return absent ? -Errno.EINVAL.number() : 0;
    } catch (KernelRefusedException e) {
      return -e.errno().number();
    }
  }

  /// r0 = 0; do r0 += 1 while r0 < 8
  static long tryLoop() {
    return load(
        spec(ProgramType.XDP),
        new Instruction(0xb7, 0, 0, 0, 0),
        new Instruction(0x07, 0, 0, 0, 1),
        new Instruction(0xa5, 0, 0, -2, 8),
        RETURN);
  }

  static long tryBootClock() {
    return tryHelper(ProgramType.XDP, Helper.KTIME_GET_BOOT_NS);
  }

  static long tryCompiler() {
    try (BpfProgram program =
        loaded(spec(ProgramType.SOCKET_FILTER), result(ProgramType.SOCKET_FILTER), RETURN)) {
      return program.info().jitedBytes() > 0 ? 0 : -Errno.EOPNOTSUPP.number();
    } catch (KernelRefusedException e) {
      return -e.errno().number();
    } catch (ProgramRejectedException e) {
      return -e.errno().number();
    }
  }

  private static long load(ProgramSpec spec, Instruction... code) {
    try (BpfProgram _ = loaded(spec, code)) {
      return 0;
    } catch (KernelRefusedException e) {
      return -e.errno().number();
    } catch (ProgramRejectedException e) {
      return -e.errno().number();
    }
  }

  private static BpfProgram loaded(ProgramSpec spec, Instruction... code) {
    List<SourceLine> lines = Collections.nCopies(code.length, HERE);
    return BpfProgram.load(new Program(spec, List.of(code), List.of(), lines, List.of()));
  }

  /// r0 = a result that this kind may have: bind and connect hooks must say 0 or 1, LSM-like ones
  /// 0.
  private static Instruction result(ProgramType type) {
    int allowed =
        switch (type) {
          case CGROUP_SOCK_ADDR,
              CGROUP_SOCK,
              CGROUP_SKB,
              CGROUP_DEVICE,
              CGROUP_SYSCTL,
              CGROUP_SOCKOPT,
              SK_LOOKUP,
              NETFILTER ->
              1;
          default -> 0;
        };
    return new Instruction(0xb7, 0, 0, 0, allowed);
  }

  private static ProgramSpec spec(ProgramType type) {
    ProgramSpec plain = ProgramSpec.of(NAME, type);
    return switch (type) {
      case CGROUP_SOCK_ADDR -> plain.expecting(AttachType.CGROUP_INET4_CONNECT);
      case CGROUP_SOCKOPT -> plain.expecting(AttachType.CGROUP_GETSOCKOPT);
      case CGROUP_SOCK -> plain.expecting(AttachType.CGROUP_INET_SOCK_CREATE);
      case SK_LOOKUP -> plain.expecting(AttachType.SK_LOOKUP);
      case NETFILTER -> plain.expecting(AttachType.NETFILTER);
      case SK_REUSEPORT -> plain.expecting(AttachType.SK_REUSEPORT_SELECT);
      case TRACING -> ProgramSpec.rawTracepointWithBtf(NAME, SOME_TRACEPOINT);
      default -> plain;
    };
  }
}
