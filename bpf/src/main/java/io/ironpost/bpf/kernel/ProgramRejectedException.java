package io.ironpost.bpf.kernel;

/// The kernel's verifier refused a program. `log` is the verifier's own text; `explained` names the
/// Java line that emitted the refused instruction.
public final class ProgramRejectedException extends BpfException {
  private static final long serialVersionUID = 1L;

  private final String program;
  private final transient Errno errno;
  private final String log;
  private final String explained;

  ProgramRejectedException(String program, Errno errno, String log, String explained) {
    super("the kernel refused program %s: %s%n%s".formatted(program, errno, explained));
    this.program = program;
    this.errno = errno;
    this.log = log;
    this.explained = explained;
  }

  public String program() {
    return program;
  }

  public Errno errno() {
    return errno;
  }

  public String log() {
    return log;
  }

  public String explained() {
    return explained;
  }
}
