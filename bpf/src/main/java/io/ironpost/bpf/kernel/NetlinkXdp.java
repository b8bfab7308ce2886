package io.ironpost.bpf.kernel;

import java.util.List;

/// An XDP program that was attached by netlink, as all were before 5.9. It stays on the interface
/// when the process ends; [#close] takes it off, if it is still the one.
public final class NetlinkXdp implements Attachment {
  // include/uapi/linux/if_link.h: XDP_FLAGS_*, IFLA_XDP_*
  private static final int UPDATE_IF_NOEXIST = 1;
  private static final int REPLACE = 1 << 4;
  private static final short IFLA_XDP_FD = 1;
  private static final short IFLA_XDP_FLAGS = 3;
  private static final short IFLA_XDP_EXPECTED_FD = 8;
  private static final int NO_PROGRAM = -1;

  private static final List<Errno> NOT_OURS =
      List.of(Errno.EEXIST, Errno.EBUSY, Errno.ENOENT, Errno.ENODEV);

  private final int interfaceIndex;
  private final XdpMode mode;
  private final String where;
  private Fd program; // our own: detaching has to say which one is meant

  private NetlinkXdp(BpfProgram program, int interfaceIndex, XdpMode mode) {
    this.program = Duplicate.of(program.name(), program.fd());
    this.interfaceIndex = interfaceIndex;
    this.mode = mode;
    this.where = XdpHook.where(program, interfaceIndex, mode);
  }

  static NetlinkXdp attach(BpfProgram program, int interfaceIndex, XdpMode mode) {
    NetlinkXdp made = new NetlinkXdp(program, interfaceIndex, mode);
    try {
      made.orRefuse("attach ", made.send(program.fd(), UPDATE_IF_NOEXIST));
    } catch (KernelRefusedException e) {
      made.program.close();
      throw e;
    }
    return made;
  }

  @Override
  public String where() {
    return where;
  }

  @Override
  public synchronized void replace(BpfProgram other) {
    exchange("replace ", other.fd());
    program.close();
    program = Duplicate.of(other.name(), other.fd());
  }

  @Override
  public boolean endsWithProcess() {
    return false;
  }

  /// Also when another program is there by now, or the interface has gone: then there is nothing to
  /// take off.
  @Override
  public synchronized void close() {
    if (!program.isOpen()) {
      return;
    }
    try (Fd _ = program) {
      exchange("detach ", NO_PROGRAM);
    } catch (KernelRefusedException e) {
      if (!NOT_OURS.contains(e.errno())) {
        throw e;
      }
    }
  }

  /// Kernels before 5.7 cannot be told which program is expected there, and say EINVAL.
  private void exchange(String verb, int fd) {
    Netlink.Answer answer = send(fd, REPLACE);
    boolean tooOld = answer.result() == -Errno.EINVAL.number();
    orRefuse(verb, tooOld ? send(fd, 0) : answer);
  }

  private Netlink.Answer send(int fd, int flags) {
    NetlinkMessage message = NetDevices.change(interfaceIndex);
    int nest = message.open(NetDevices.IFLA_XDP);
    message.attribute(IFLA_XDP_FD, fd);
    message.attribute(IFLA_XDP_FLAGS, flags | mode.flag());
    if (flags == REPLACE) {
      message.attribute(IFLA_XDP_EXPECTED_FD, program.number());
    }
    message.close(nest);
    try (Netlink netlink = Netlink.open()) {
      return netlink.ask(message);
    }
  }

  private void orRefuse(String verb, Netlink.Answer answer) {
    if (answer.result() < 0) {
      throw answer.refusal(verb + where, XdpHook.advice(answer.result(), interfaceIndex, mode));
    }
  }
}
