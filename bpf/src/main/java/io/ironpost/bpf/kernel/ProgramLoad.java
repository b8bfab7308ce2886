package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.ironpost.bpf.asm.AttachType;
import io.ironpost.bpf.asm.Instruction;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramSpec;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.VerifierLog;
import io.ironpost.bpf.btf.BtfException;
import io.ironpost.bpf.btf.KernelBtf;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Loading one program: BPF_PROG_LOAD. The verifier's log is asked for only when it said no, for to
/// write it takes longer than to verify.
final class ProgramLoad {
  // prog_type 0, insn_cnt 4, insns 8, license 16, log_level 24, log_size 28, log_buf 32,
  // prog_name 48, expected_attach_type 68, attach_btf_id 108
  private static final int LOG_LEVEL = 24;
  private static final int LOG_SIZE = 28;
  private static final int LOG_BUFFER = 32;
  private static final int ATTACH_BTF_ID = 108;

  /// Most refusals come after some hundred instructions; the text takes about 200 bytes for each.
  static final int FIRST_LOG = 1 << 16;

  /// A log beyond this is of a program that was followed along very many paths. Its end is what
  /// matters, but old kernels keep the beginning; nobody reads 64 MB.
  private static final int LONGEST_LOG = 1 << 26;

  /// The verifier stops with EAGAIN when the thread gets a signal (do_check,
  /// kernel/bpf/verifier.c); the JVM and profilers send some.
  private static final int ATTEMPTS = 5;

  private final Program program;
  private final byte[] code;

  private ProgramLoad(Program program, byte[] code) {
    this.program = program;
    this.code = code;
  }

  static ProgramLoad of(Program program, ProgramMaps maps) {
    return new ProgramLoad(program, program.code(maps.descriptors(program)));
  }

  BpfProgram load(Supplier<KernelBtf> kernel) {
    int target = attachTarget(kernel);
    try (Arena arena = Arena.ofConfined()) {
      Attr attr = attributes(target, arena);
      long result = described(attr, arena);
      if (LockedMemory.raised(result, KernelVersion.running())) {
        result = described(attr, arena);
      }
      if (result < 0) {
        throw refused(attr, result);
      }
      ProgramSpec spec = program.spec();
      Fd fd = new Fd("program " + spec.name(), (int) result);
      return new BpfProgram(spec.name(), spec.type(), spec.expectedAttach(), fd);
    }
  }

  /// Loads it with its types, and when that does not work without.
  private long described(Attr attr, Arena arena) {
    Optional<ProgramTypes> types = ProgramTypes.load(program);
    if (types.isPresent()) {
      try (ProgramTypes loaded = types.get()) {
        loaded.describe(attr, arena);
        long result = call(attr);
        if (result >= 0) {
          return result;
        }
      } finally {
        ProgramTypes.conceal(attr);
      }
    }
    return call(attr);
  }

  private static long call(Attr attr) {
    long result = Syscall.bpf(BpfCommand.PROG_LOAD, attr);
    for (int i = 1; i < ATTEMPTS && result == -Errno.EAGAIN.number(); i++) {
      result = Syscall.bpf(BpfCommand.PROG_LOAD, attr);
    }
    return result;
  }

  private Attr attributes(int target, Arena arena) {
    ProgramSpec spec = program.spec();
    return new Attr(arena)
        .u32(0, spec.type().number())
        .u32(4, code.length / Instruction.BYTES)
        .pointer(8, arena.allocateFrom(JAVA_BYTE, code))
        .pointer(16, arena.allocateFrom(spec.license()))
        .name(48, spec.name())
        .u32(68, spec.expectedAttach().map(AttachType::number).orElse(0))
        .u32(ATTACH_BTF_ID, target);
  }

  /// The number in the kernel's BTF of what a tracing program hooks; 0 where there is nothing to
  /// look up.
  private int attachTarget(Supplier<KernelBtf> kernel) {
    ProgramSpec spec = program.spec();
    if (spec.attachTarget().isEmpty()) {
      return 0;
    }
    OptionalInt found;
    try {
      found = ProgramTarget.find(spec, kernel.get());
    } catch (BtfException e) {
      throw new KernelRefusedException(
          "load program " + spec.name(), Errno.EOPNOTSUPP, String.valueOf(e.getMessage()));
    }
    return found.orElseThrow(() ->
        new KernelRefusedException(
            "load program " + spec.name(),
            Errno.ENOENT,
            "This kernel has no %s to attach to".formatted(spec.attachTarget())));
  }

  private BpfException refused(Attr attr, long result) {
    String what = "load program %s (%s)".formatted(program.name(), program.type());
    List<Capability> needs = needs(program.type());
    if (result == -Errno.EPERM.number() && !Privileges.ofProcess().missing(needs).isEmpty()) {
      return Refusal.of(what, result, needs);
    }
    String log = log(attr);
    if (log.isBlank()) {
      // Refused before the verifier looked at it.
      return Errno.EINVAL.number() == -result
          ? Refusal.of(what, result, "This kernel does not know the type or what it attaches to")
          : Refusal.of(what, result, needs);
    }
    return new ProgramRejectedException(
        program.name(), Errno.of((int) -result), log, VerifierLog.explain(program, log));
  }

  /// The verifier's text, by loading again with ever more room for it. Empty when it had nothing to
  /// say.
  private static String log(Attr attr) {
    for (int size = FIRST_LOG; size <= LONGEST_LOG; size *= 4) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment buffer = arena.allocate(size);
        attr.u32(LOG_LEVEL, 1).u32(LOG_SIZE, size).pointer(LOG_BUFFER, buffer);
        long result = call(attr);
        if (result >= 0) {
          Libc.close((int) result); // taken this time, as when memory was short before
          return "";
        }
        if (result != -Errno.ENOSPC.number() || size * 4L > LONGEST_LOG) {
          return buffer.getString(0);
        }
      }
    }
    return "";
  }

  /// What the kernel asks for besides CAP_BPF (is_net_admin_prog_type, is_perfmon_prog_type,
  /// kernel/bpf/syscall.c).
  static List<Capability> needs(ProgramType type) {
    return switch (type) {
      case SOCKET_FILTER, SYSCALL, UNSPEC -> List.of(Capability.CAP_BPF);
      case KPROBE,
          TRACEPOINT,
          PERF_EVENT,
          RAW_TRACEPOINT,
          RAW_TRACEPOINT_WRITABLE,
          TRACING,
          LSM,
          STRUCT_OPS,
          EXT ->
          List.of(Capability.CAP_BPF, Capability.CAP_PERFMON);
      default -> List.of(Capability.CAP_BPF, Capability.CAP_NET_ADMIN);
    };
  }
}
