package io.ironpost.ebpf.trace;

/// Where finished lines go. Called by the one thread that reads the ring, in the order in which the
/// kernel reported.
@FunctionalInterface
public interface LineSink {
  /// Takes one line of JSON without its newline. The bytes belong to the caller again afterwards.
  void line(byte[] bytes, int length) throws InterruptedException;
}
