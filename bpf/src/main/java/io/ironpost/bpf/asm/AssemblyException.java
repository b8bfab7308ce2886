package io.ironpost.bpf.asm;

/// The program as written cannot work; the message names the Java line that emitted the culprit.
/// Found while building, so the kernel is never asked.
public final class AssemblyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AssemblyException(String message) {
    super(message);
  }

  AssemblyException(SourceLine at, String message) {
    super("%s: %s".formatted(at, message));
  }
}
