package io.ironpost.ebpf.detect;

/// Takes lines that go the way of any log line: to the rules.
public interface LineSink {
  /// One line of JSON without a line end. The bytes are the caller's and are filled anew after the
  /// return. May block while the pipeline is full.
  void line(byte[] bytes, int length) throws InterruptedException;
}
