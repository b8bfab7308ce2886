package io.ironpost.bpf.kernel;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// A program at traffic control as it was before tcx: a filter of kind `bpf` at a `clsact` queue
/// (tc-bpf(8)). It stays when the process ends; [#close] removes the filter. The queue stays: other
/// programs' filters may be on it by then.
public final class ClassifierFilter implements Attachment {
  private static final short RTM_NEWQDISC = 36; // include/uapi/linux/rtnetlink.h
  private static final short RTM_NEWTFILTER = 44;
  private static final short RTM_DELTFILTER = 45;
  private static final short TCA_KIND = 1;
  private static final short TCA_OPTIONS = 2;
  private static final short TCA_BPF_FD = 6; // include/uapi/linux/pkt_cls.h
  private static final short TCA_BPF_NAME = 7;
  private static final short TCA_BPF_FLAGS = 8;

  /// The program's result is the verdict, no other action is asked.
  private static final int DIRECT_ACTION = 1;

  private static final int CLSACT = 0xffff_fff1;
  private static final int CLSACT_HANDLE = 0xffff_0000;
  private static final int ALL_PROTOCOLS =
      Short.reverseBytes((short) 3) & 0xffff; // htons(ETH_P_ALL)

  /// The kernel gives no number back, so one is chosen for the filter, among so many that nobody
  /// else has it.
  private static final int MAX_PRIORITY = 0xffff;

  private final int interfaceIndex;
  private final TrafficDirection direction;
  private final String where;
  private final int priority = ThreadLocalRandom.current().nextInt(1, MAX_PRIORITY);
  private boolean attached;

  private ClassifierFilter(BpfProgram program, int interfaceIndex, TrafficDirection direction) {
    this.interfaceIndex = interfaceIndex;
    this.direction = direction;
    this.where = TrafficHook.where(program, interfaceIndex, direction) + " (clsact)";
  }

  static ClassifierFilter attach(
      BpfProgram program, int interfaceIndex, TrafficDirection direction) {
    ClassifierFilter filter = new ClassifierFilter(program, interfaceIndex, direction);
    filter.makeQueue();
    filter.put("attach ", program, NetlinkMessage.CREATE | NetlinkMessage.EXCLUSIVE);
    filter.attached = true;
    return filter;
  }

  private void makeQueue() {
    NetlinkMessage message =
        new NetlinkMessage(
            RTM_NEWQDISC,
            NetlinkMessage.ACK | NetlinkMessage.CREATE | NetlinkMessage.EXCLUSIVE,
            0,
            interfaceIndex,
            CLSACT_HANDLE,
            CLSACT,
            0);
    message.attribute(TCA_KIND, "clsact");
    ask("make a clsact queue for ", message, List.of(Errno.EEXIST));
  }

  @Override
  public String where() {
    return where;
  }

  @Override
  public void replace(BpfProgram program) {
    put("replace ", program, NetlinkMessage.REPLACE | NetlinkMessage.CREATE);
  }

  private void put(String verb, BpfProgram program, int flags) {
    NetlinkMessage message = filter(RTM_NEWTFILTER, flags);
    int nest = message.open(TCA_OPTIONS);
    message.attribute(TCA_BPF_FD, program.fd());
    message.attribute(TCA_BPF_NAME, program.name());
    message.attribute(TCA_BPF_FLAGS, DIRECT_ACTION);
    ask(verb, message.close(nest), List.of());
  }

  @Override
  public boolean endsWithProcess() {
    return false;
  }

  /// Also when the filter or its interface has gone meanwhile.
  @Override
  public void close() {
    if (attached) {
      ask("detach ", filter(RTM_DELTFILTER, 0), List.of(Errno.ENOENT, Errno.ENODEV, Errno.EINVAL));
      attached = false;
    }
  }

  /// `struct tcmsg`: family, interface, handle of the filter, where, priority and protocol.
  private NetlinkMessage filter(short type, int flags) {
    NetlinkMessage message =
        new NetlinkMessage(
            type,
            NetlinkMessage.ACK | flags,
            0,
            interfaceIndex,
            1,
            direction.classifierParent(),
            priority << 16 | ALL_PROTOCOLS);
    return message.attribute(TCA_KIND, "bpf");
  }

  private void ask(String verb, NetlinkMessage message, List<Errno> ignored) {
    try (Netlink netlink = Netlink.open()) {
      Netlink.Answer answer = netlink.ask(message);
      Errno errno = Errno.of((int) -answer.result());
      if (answer.result() < 0 && !ignored.contains(errno)) {
        throw answer.refusal(
            verb + where, Refusal.advice(errno, Privileges.ofProcess(), TrafficHook.NEEDS));
      }
    }
  }
}
