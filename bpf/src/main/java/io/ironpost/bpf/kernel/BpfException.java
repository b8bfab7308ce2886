package io.ironpost.bpf.kernel;

/// Something that was asked of the kernel did not happen. The kinds say what can be done about it.
public abstract sealed class BpfException extends RuntimeException
    permits KernelRefusedException,
        ProgramRejectedException,
        AlreadyClosedException,
        WrongShapeException,
        UnsupportedMachineException {
  private static final long serialVersionUID = 1L;

  BpfException(String message) {
    super(message);
  }

  BpfException(String message, Throwable cause) {
    super(message, cause);
  }
}
