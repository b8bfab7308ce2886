package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.AttachType;
import java.lang.foreign.Arena;
import java.util.List;

/// BPF_LINK_CREATE, whose argument differs by what the program is attached to from byte 16 on.
final class LinkCreation implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final Attr attr = new Attr(arena);

  /// prog_fd 0, target_fd or target_ifindex 4, attach_type 8, flags 12
  LinkCreation(BpfProgram program, int target, AttachType attach, int flags) {
    attr.u32(0, program.fd()).u32(4, target).u32(8, attach.number()).u32(12, flags);
  }

  LinkCreation u32(long offset, int value) {
    attr.u32(offset, value);
    return this;
  }

  /// @return the link's descriptor, or minus errno
  long result() {
    return Syscall.bpf(BpfCommand.LINK_CREATE, attr);
  }

  /// The link of a result, or why there is none.
  Link of(String where, long result, List<Capability> needs) {
    if (result < 0) {
      throw Refusal.of("attach " + where, result, needs);
    }
    return new Link(new Fd(where, (int) result));
  }

  /// Whether an answer may mean that the kernel knows no link of this kind: the same EINVAL as for
  /// wrong arguments, so the older way is tried and its answer taken.
  static boolean mayBeUnknown(long result) {
    return result == -Errno.EINVAL.number() || result == -Errno.ENOSYS.number();
  }

  @Override
  public void close() {
    arena.close();
  }
}
