package io.ironpost.bpf.kernel;

import java.lang.foreign.Arena;

/// What the kernel says about a link.
///
/// @param id the kernel's number for it, as `bpftool link show` prints it
/// @param programId of the program that runs at present
/// @param interfaceIndex of XDP and tcx links; 0 of others, and when the interface is gone
public record LinkInfo(int id, LinkType type, int programId, int interfaceIndex) {
  /// `struct bpf_link_info`: type 0, id 4, prog_id 8; from 16 on by type, an ifindex first for
  /// these.
  static LinkInfo of(Fd fd) {
    try (Arena arena = Arena.ofConfined()) {
      ObjectInfo info = ObjectInfo.of(fd, arena);
      LinkType type = LinkType.of(info.u32(0));
      boolean atInterface = type == LinkType.XDP || type == LinkType.TCX || type == LinkType.NETKIT;
      return new LinkInfo(info.u32(4), type, info.u32(8), atInterface ? info.u32(16) : 0);
    }
  }
}
