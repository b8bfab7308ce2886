package io.ironpost.bpf.kernel;

/// A key, value or pinned object has not the size or type that its map or program has. Told before
/// the kernel is asked: the kernel would read or write beyond the end of the memory given to it.
public final class WrongShapeException extends BpfException {
  private static final long serialVersionUID = 1L;

  WrongShapeException(String message) {
    super(message);
  }
}
