package io.ironpost.bpf.kernel;

/// Whether this process on this kernel can use something, and if not, why and what to do.
public sealed interface Availability {
  /// It works: it was tried.
  record Available() implements Availability {}

  /// It does not.
  ///
  /// @param why `CAP_BPF is missing`, `the kernel is 5.4.0`
  /// @param advice what to do about it, a sentence
  record Missing(String why, String advice) implements Availability {
    @Override
    public String toString() {
      return why + ". " + advice;
    }
  }

  default boolean isAvailable() {
    return switch (this) {
      case Available() -> true;
      case Missing _ -> false;
    };
  }
}
