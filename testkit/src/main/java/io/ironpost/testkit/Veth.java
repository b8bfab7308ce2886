package io.ironpost.testkit;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A virtual cable between two namespaces (veth(4)). Both ends are up, which native XDP needs, and
/// have an IPv4 and an IPv6 address that can be used at once. There are no link-local addresses and
/// therefore no router solicitations: a wire on which nothing is sent is silent but for MLD.
public record Veth(Side left, Side right) {
  private static final AtomicInteger MADE = new AtomicInteger();
  // Names of other namespaces that are stale make ip(8) complain in lines of their own.
  private static final Pattern LINK = Pattern.compile("^(\\d+):", Pattern.MULTILINE);
  private static final Pattern MAC = Pattern.compile("link/ether ([0-9a-f:]{17})");

  /// One end of the cable.
  ///
  /// @param device the interface's name in its namespace
  /// @param index the interface's number in its namespace
  public record Side(
      NetworkNamespace namespace,
      String device,
      int index,
      String mac,
      Inet4Address ipv4,
      Inet6Address ipv6) {

    /// Packets as they are on a real wire: none merged or cut late, checksums filled in. Without
    /// this a program sees segments of up to 64 KB on a veth.
    ///
    /// @return whether that could be done, which takes ethtool(8)
    public boolean withoutOffloads() {
      return Privileges.tool("ethtool").met()
          && namespace
              .run("ethtool", "-K", device, "gro", "off", "gso", "off", "tso", "off", "tx", "off")
              .ok();
    }

    private void addNeighbour(InetAddress address, String mac) {
      namespace.ip(
          "neigh",
          "replace",
          address.getHostAddress(),
          "lladdr",
          mac,
          "dev",
          device,
          "nud",
          "permanent");
    }
  }

  /// Each pair of a process has addresses of its own: `10.77.n.1` and `fd77::n:1` on the left, `.2`
  /// on the right.
  public static Veth between(NetworkNamespace left, NetworkNamespace right) {
    int number = MADE.incrementAndGet() & 0xff;
    String one = "vl" + number;
    String two = "vr" + number;
    left.ip("link", "add", one, "type", "veth", "peer", "name", two, "netns", right.name());
    address(left, one, number, 1);
    address(right, two, number, 2);
    return new Veth(side(left, one, number, 1), side(right, two, number, 2));
  }

  /// Each side knows the other's hardware address for good, so that a test which drops everything,
  /// ARP included, still sees packets arrive.
  public void fixNeighbours() {
    left.addNeighbour(right.ipv4(), right.mac());
    left.addNeighbour(right.ipv6(), right.mac());
    right.addNeighbour(left.ipv4(), left.mac());
    right.addNeighbour(left.ipv6(), left.mac());
  }

  private static void address(NetworkNamespace in, String device, int number, int host) {
    in.ip("link", "set", "dev", device, "addrgenmode", "none");
    in.ip("address", "add", ipv4(number, host) + "/24", "dev", device);
    // Without nodad it could not be used for a second (RFC 4862, section 5.4).
    in.ip("address", "add", ipv6(number, host) + "/112", "dev", device, "nodad");
    in.ip("link", "set", "dev", device, "up");
  }

  private static Side side(NetworkNamespace in, String device, int number, int host) {
    String shown = in.ip("-o", "link", "show", "dev", device);
    return new Side(
        in,
        device,
        Integer.parseInt(found(LINK, shown)),
        found(MAC, shown),
        (Inet4Address) literal(ipv4(number, host)),
        (Inet6Address) literal(ipv6(number, host)));
  }

  private static String found(Pattern pattern, String in) {
    Matcher matcher = pattern.matcher(in);
    if (!matcher.find()) {
      throw new IllegalStateException("ip(8) said: " + in);
    }
    return matcher.group(1);
  }

  private static String ipv4(int number, int host) {
    return "10.77." + number + "." + host;
  }

  private static String ipv6(int number, int host) {
    return "fd77::%x:%d".formatted(number, host);
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address); // a literal: nobody is asked
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
