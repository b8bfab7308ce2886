package io.ironpost.bpf.kernel;

/// A program at work somewhere. Which of the kinds it is depends on the kernel: links where there
/// are any, else the older ways, which [Hooks] falls back on.
///
/// [#close] ends the work, except that of a link which is pinned.
public sealed interface Attachment extends AutoCloseable
    permits Link, NetlinkXdp, ClassifierFilter, PerfTracepoint {
  /// What and where, in words for people: `XDP native on interface 2`.
  String where();

  /// Puts another program in the place of this one's, with no moment between in which none runs.
  ///
  /// @throws KernelRefusedException where the kernel cannot: tracepoints take several programs at
  ///   once, so there attach the new one and then close this
  void replace(BpfProgram program);

  /// Whether the kernel takes the program off when this process ends in any way. What was attached
  /// by netlink stays until someone removes it.
  boolean endsWithProcess();

  @Override
  void close();
}
