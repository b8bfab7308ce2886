package io.ironpost.bpf.kernel;

/// The kernel refused a call: what was tried, why it refused by name, and what to do.
public final class KernelRefusedException extends BpfException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final transient Errno errno;
  private final String advice;

  /// @param what what was tried, as in "create map blocks_v4 (hash, 100000 entries)"
  /// @param advice what to do, whole sentences; empty when nothing is known
  KernelRefusedException(String what, Errno errno, String advice) {
    super("cannot %s: %s%s".formatted(what, errno, advice.isEmpty() ? "" : ". " + advice));
    this.what = what;
    this.errno = errno;
    this.advice = advice;
  }

  public String what() {
    return what;
  }

  public Errno errno() {
    return errno;
  }

  public String advice() {
    return advice;
  }
}
