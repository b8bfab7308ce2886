package io.ironpost.bpf.kernel;

/// A map, program or link was used after it was closed. Its descriptor's number may long belong to
/// another file, so nothing was asked of the kernel.
public final class AlreadyClosedException extends BpfException {
  private static final long serialVersionUID = 1L;

  AlreadyClosedException(String what) {
    super(what + " was closed already");
  }
}
