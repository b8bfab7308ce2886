package io.ironpost.bpf.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a descriptor of bpf(2) stands for. The kernel pins and opens all kinds with one call, and
/// what it says about one kind read as another would be nonsense that looks right, so the kind is
/// looked up before.
enum FdKind {
  MAP("anon_inode:bpf-map", BpfCommand.MAP_GET_NEXT_ID, BpfCommand.MAP_GET_FD_BY_ID),
  PROGRAM("anon_inode:bpf-prog", BpfCommand.PROG_GET_NEXT_ID, BpfCommand.PROG_GET_FD_BY_ID),
  LINK("anon_inode:bpf-link", BpfCommand.LINK_GET_NEXT_ID, BpfCommand.LINK_GET_FD_BY_ID);

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private final String target;
  private final BpfCommand next;
  private final BpfCommand open;

  FdKind(String target, BpfCommand next, BpfCommand open) {
    this.target = target;
    this.next = next;
    this.open = open;
  }

  BpfCommand next() {
    return next;
  }

  BpfCommand open() {
    return open;
  }

  String word() {
    return switch (this) {
      case MAP -> "map";
      case PROGRAM -> "program";
      case LINK -> "link";
    };
  }

  /// Whether the descriptor is of this kind. The links of /proc name it (bpf_map_new_fd and its
  /// like, kernel/bpf/syscall.c).
  boolean is(int fd) {
    try {
      // A link that was opened is a bpf-link, one that was just made a bpf_link (bpf_link_prime).
      return Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(fd)))
          .toString()
          .replace("bpf_link", "bpf-link")
          .startsWith(target);
    } catch (IOException _) {
      return false;
    }
  }
}
