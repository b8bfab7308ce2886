package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.AttachType;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.btf.KernelBtf;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntFunction;

/// A program that the kernel took: verified, compiled, not yet attached. It is gone when it is
/// closed here, attached to nothing and pinned nowhere.
public final class BpfProgram implements AutoCloseable {
  private final String name;
  private final ProgramType type;
  private final Optional<AttachType> expectedAttach;
  private final Fd fd;

  BpfProgram(String name, ProgramType type, Optional<AttachType> expectedAttach, Fd fd) {
    this.name = name;
    this.type = type;
    this.expectedAttach = expectedAttach;
    this.fd = fd;
  }

  /// Has the kernel verify and compile a program.
  ///
  /// @param maps one for each that the program names
  /// @throws ProgramRejectedException when the verifier refuses, with the Java line
  /// @throws KernelRefusedException when the kernel does not get so far, with what is missing
  public static BpfProgram load(Program program, ProgramMaps maps) {
    return ProgramLoad.of(program, maps).load(KernelBtf::running);
  }

  /// The same, with the kernel's types at hand: to read them takes longer than to load a program.
  public static BpfProgram load(Program program, ProgramMaps maps, KernelBtf kernel) {
    return ProgramLoad.of(program, maps).load(() -> kernel);
  }

  /// A program without maps.
  public static BpfProgram load(Program program) {
    return load(program, ProgramMaps.none());
  }

  /// Opens whatever program is pinned there.
  public static BpfProgram openPinned(Path path) {
    return opened(Pins.open(path, FdKind.PROGRAM));
  }

  /// Opens the program of this number; empty when there is none (any more).
  public static Optional<BpfProgram> byId(int id) {
    return KernelObjects.open(FdKind.PROGRAM, id).map(BpfProgram::opened);
  }

  private static BpfProgram opened(Fd fd) {
    try {
      ProgramInfo info = ProgramInfo.of(fd);
      return new BpfProgram(info.name(), info.type(), Optional.empty(), fd);
    } catch (BpfException e) {
      fd.close();
      throw e;
    }
  }

  public String name() {
    return name;
  }

  public ProgramType type() {
    return type;
  }

  /// What it was said to be attached to when it was loaded; empty where that was not said, and of a
  /// program that was opened.
  public Optional<AttachType> expectedAttach() {
    return expectedAttach;
  }

  /// The descriptor's number, for use right now: it means another file after [#close].
  public int fd() {
    return fd.number();
  }

  public ProgramInfo info() {
    return use(_ -> ProgramInfo.of(fd));
  }

  /// Runs it here and now, on made-up input, without attaching it (BPF_PROG_TEST_RUN). Others may
  /// use the program meanwhile.
  public TestRun test(TestInput input) {
    return TestRun.of(name, type, fd(), input);
  }

  /// Gives it a name in a bpffs, which keeps it when this process ends.
  public void pin(Path path) {
    use(number -> {
      Pins.pin(path, number, "program " + name);
      return path;
    });
  }

  /// A call during which nobody closes it.
  synchronized <T> T use(IntFunction<T> call) {
    return call.apply(fd.number());
  }

  @Override
  public synchronized void close() {
    fd.close();
  }

  @Override
  public String toString() {
    return "program %s (%s)".formatted(name, type);
  }
}
