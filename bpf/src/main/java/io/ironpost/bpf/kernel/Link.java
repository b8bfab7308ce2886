package io.ironpost.bpf.kernel;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A bpf_link: the kernel's own object for "this program, there". It is gone, and the program off,
/// when the last descriptor is closed and it is pinned nowhere; so a killed process leaves nothing
/// behind unless it pinned the link, and then the program goes on until its successor opens the
/// pin.
///
/// Any thread may use it, also while another one closes it.
///
/// Links came one by one: cgroup 5.7, XDP 5.9, tracepoints 5.15, netfilter 6.4, tcx 6.6.
public final class Link implements Attachment {
  private static final int BPF_F_REPLACE = 1 << 2;

  private final Fd fd;
  private final String where;

  Link(Fd fd) {
    this.fd = fd;
    this.where = fd.what();
  }

  /// Takes over a link that an earlier process pinned.
  public static Link openPinned(Path path) {
    return new Link(Pins.open(path, FdKind.LINK));
  }

  /// All links there are at this moment, of all processes and network namespaces. Takes
  /// CAP_SYS_ADMIN.
  public static List<LinkInfo> all() {
    List<LinkInfo> all = new ArrayList<>();
    for (int id : KernelObjects.ids(FdKind.LINK)) {
      KernelObjects.open(FdKind.LINK, id)
          .ifPresent(fd -> {
            try (fd) {
              all.add(LinkInfo.of(fd));
            }
          });
    }
    return List.copyOf(all);
  }

  /// Those of [#all] at an interface with this number. Numbers belong to network namespaces, so one
  /// of another namespace may be among them.
  public static List<LinkInfo> at(int interfaceIndex) {
    return all().stream().filter(link -> link.interfaceIndex() == interfaceIndex).toList();
  }

  public synchronized LinkInfo info() {
    return LinkInfo.of(fd);
  }

  @Override
  public String where() {
    return where;
  }

  @Override
  public synchronized void replace(BpfProgram program) {
    replace(program, 0, 0);
  }

  /// The same, if that program is at work and no other.
  ///
  /// @throws KernelRefusedException with EPERM when another one is
  public synchronized void replace(BpfProgram program, BpfProgram expected) {
    replace(program, BPF_F_REPLACE, expected.fd());
  }

  /// link_fd 0, new_prog_fd 4, flags 8, old_prog_fd 12
  private void replace(BpfProgram program, int flags, int expected) {
    try (Arena arena = Arena.ofConfined()) {
      Attr attr =
          new Attr(arena).u32(0, fd.number()).u32(4, program.fd()).u32(8, flags).u32(12, expected);
      long result = Syscall.bpf(BpfCommand.LINK_UPDATE, attr);
      if (result < 0) {
        throw Refusal.of("replace the program of " + where, result, adviceToReplace(result));
      }
    }
  }

  private static String adviceToReplace(long result) {
    return result == -Errno.EINVAL.number()
        ? "Links of tracepoints cannot change theirs: attach the new program, then close this link"
        : "";
  }

  /// Takes the program off now, whoever else holds the link (5.9). The link stays, without effect,
  /// until it is closed and unpinned.
  public synchronized void detach() {
    try (Arena arena = Arena.ofConfined()) {
      long result = Syscall.bpf(BpfCommand.LINK_DETACH, new Attr(arena).u32(0, fd.number()));
      if (result < 0) {
        throw Refusal.of("detach " + where, result, List.of(Capability.CAP_NET_ADMIN));
      }
    }
  }

  /// Gives it a name in a bpffs. From then on it outlives [#close] and the process, until that name
  /// is removed or [#detach] is called.
  public synchronized void pin(Path path) {
    Pins.pin(path, fd.number(), "link " + where);
  }

  @Override
  public boolean endsWithProcess() {
    return true;
  }

  @Override
  public synchronized void close() {
    fd.close();
  }

  @Override
  public String toString() {
    return "link " + where;
  }
}
