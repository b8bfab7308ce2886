package io.ironpost.bpf.kernel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The network interfaces of the calling thread's network namespace, by netlink: /sys/class/net
/// shows the namespace of whoever mounted it.
public final class NetDevices {
  static final short IFLA_XDP = 43; // include/uapi/linux/if_link.h

  private static final short RTM_NEWLINK = 16; // include/uapi/linux/rtnetlink.h
  private static final short RTM_GETLINK = 18;
  private static final short RTM_SETLINK = 19;
  private static final short IFLA_IFNAME = 3;
  private static final short IFLA_XDP_PROG_ID = 4;
  private static final int IFF_UP = 1; // include/uapi/linux/if.h
  private static final int IFF_LOOPBACK = 8;

  /// `struct ifinfomsg`: index at 4, flags at 8.
  private static final int INFO_BYTES = 16;

  private NetDevices() {}

  public static List<NetDevice> all() {
    List<NetDevice> all = new ArrayList<>();
    try (Netlink netlink = Netlink.open()) {
      netlink.list(
          "network interfaces",
          new NetlinkMessage(RTM_GETLINK, NetlinkMessage.DUMP, 0, 0, 0, 0),
          message -> device(message).ifPresent(all::add));
    }
    return List.copyOf(all);
  }

  public static Optional<NetDevice> named(String name) {
    return all().stream().filter(device -> device.name().equals(name)).findFirst();
  }

  /// The interfaces of default routes, IPv4's and IPv6's: where strangers' packets come in. Usually
  /// one.
  public static List<NetDevice> ofDefaultRoutes() {
    List<String> names = DefaultRoutes.interfaces();
    return all().stream().filter(device -> names.contains(device.name())).toList();
  }

  static OptionalInt xdpProgram(int index) {
    return all().stream()
        .filter(device -> device.index() == index)
        .findFirst()
        .map(NetDevice::xdpProgram)
        .orElse(OptionalInt.empty());
  }

  /// The beginning of a request that changes an interface.
  static NetlinkMessage change(int index) {
    return new NetlinkMessage(RTM_SETLINK, NetlinkMessage.ACK, 0, index, 0, 0);
  }

  static Optional<NetDevice> device(ByteBuffer message) {
    int attributes = NetlinkMessage.HEADER_BYTES + INFO_BYTES;
    if (message.getShort(4) != RTM_NEWLINK || message.limit() < attributes) {
      return Optional.empty();
    }
    int flags = message.getInt(NetlinkMessage.HEADER_BYTES + 8);
    return NetlinkReply.attribute(message, attributes, IFLA_IFNAME)
        .map(name ->
            new NetDevice(
                message.getInt(NetlinkMessage.HEADER_BYTES + 4),
                NetlinkReply.text(name),
                (flags & IFF_UP) != 0,
                (flags & IFF_LOOPBACK) != 0,
                xdp(message, attributes)));
  }

  private static OptionalInt xdp(ByteBuffer message, int attributes) {
    return NetlinkReply.attribute(message, attributes, IFLA_XDP)
        .flatMap(xdp -> NetlinkReply.attribute(xdp, 0, IFLA_XDP_PROG_ID))
        .filter(id -> id.limit() >= Integer.BYTES)
        .map(id -> OptionalInt.of(id.getInt(0)))
        .orElse(OptionalInt.empty());
  }
}
