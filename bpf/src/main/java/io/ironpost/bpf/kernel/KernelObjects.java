package io.ironpost.bpf.kernel;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The maps, programs and links of the whole kernel, by number. To look them over takes
/// CAP_SYS_ADMIN: CAP_BPF is not enough, they may be others'.
public final class KernelObjects {
  private static final List<Capability> NEEDS = List.of(Capability.CAP_SYS_ADMIN);

  private KernelObjects() {}

  /// All maps there are at this moment.
  public static List<MapInfo> maps() {
    List<MapInfo> all = new ArrayList<>();
    for (int id : ids(FdKind.MAP)) {
      open(FdKind.MAP, id)
          .ifPresent(fd -> {
            try (fd) {
              all.add(MapCreation.info(fd));
            }
          });
    }
    return List.copyOf(all);
  }

  /// All programs there are at this moment.
  public static List<ProgramInfo> programs() {
    List<ProgramInfo> all = new ArrayList<>();
    for (int id : ids(FdKind.PROGRAM)) {
      open(FdKind.PROGRAM, id)
          .ifPresent(fd -> {
            try (fd) {
              all.add(ProgramInfo.of(fd));
            }
          });
    }
    return List.copyOf(all);
  }

  static List<Integer> ids(FdKind kind) {
    List<Integer> ids = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      Attr attr = new Attr(arena); // start_id 0, next_id 4, open_flags 8
      long result = Syscall.bpf(kind.next(), attr);
      while (result == 0) {
        int id = attr.u32(4);
        ids.add(id);
        attr.u32(0, id);
        result = Syscall.bpf(kind.next(), attr);
      }
      if (result != -Errno.ENOENT.number()) {
        throw Refusal.of("list the kernel's " + kind.word() + "s", result, NEEDS);
      }
    }
    return ids;
  }

  /// Empty when it has gone.
  static Optional<Fd> open(FdKind kind, int id) {
    String what = kind.word() + " number " + id;
    try (Arena arena = Arena.ofConfined()) {
      long result = Syscall.bpf(kind.open(), new Attr(arena).u32(0, id));
      if (result == -Errno.ENOENT.number()) {
        return Optional.empty();
      }
      if (result < 0) {
        throw Refusal.of("open " + what, result, NEEDS);
      }
      return Optional.of(new Fd(what, (int) result));
    }
  }
}
