package io.ironpost.bpf.kernel;

import java.util.List;

/// A second descriptor of something, which lives on when the first one is closed (fcntl(2)).
final class Duplicate {
  private static final long F_DUPFD_CLOEXEC = 1030; // include/uapi/linux/fcntl.h

  private Duplicate() {}

  static Fd of(String what, int fd) {
    long result = Syscall.call(Machine.number(72, 25), fd, F_DUPFD_CLOEXEC, 0, 0, 0);
    if (result < 0) {
      throw Refusal.of("duplicate the descriptor of " + what, result, List.of());
    }
    return new Fd(what, (int) result);
  }
}
