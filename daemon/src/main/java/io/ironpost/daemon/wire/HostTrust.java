package io.ironpost.daemon.wire;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.daemon.setup.HostFacts;
import io.ironpost.daemon.setup.HostScan;
import io.ironpost.daemon.setup.LoginPeers;
import io.ironpost.response.allow.AllowEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Whom this host can never do without: itself, its way out, its resolvers, and whoever is logged
/// in from elsewhere. Looked up anew at each call, for leases and sessions come and go.
public final class HostTrust implements Supplier<List<AllowEntry>> {
  private static final String[] LOOPBACK = {"127.0.0.0/8", "::1"};

  private final Path root;
  private final Map<String, String> environment;

  /// @param root where the file system begins, `/` but in tests
  public HostTrust(Path root, Map<String, String> environment) {
    this.root = root;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public List<AllowEntry> get() {
    List<AllowEntry> all = new ArrayList<>();
    for (String network : LOOPBACK) {
      add(all, network, "the loopback of this host");
    }
    ownAddresses(all);
    HostFacts facts = new HostScan(root, environment).facts();
    facts.gateways().forEach(gateway -> add(all, gateway, "the gateway of the default route"));
    gatewayV6()
        .ifPresent(
            gateway -> all.add(new AllowEntry(gateway, "the gateway of the default" + " route")));
    facts.resolvers().forEach(resolver -> add(all, resolver, "a resolver of /etc/resolv.conf"));
    add(all, facts.sshPeer(), "the SSH client that Ironpost was started from");
    new LoginPeers(root)
        .addresses()
        .forEach(peer -> all.add(new AllowEntry(peer, "where somebody is logged in from")));
    return all;
  }

  /// A zone (`fe80::1%eth0`) says which interface, not which address.
  private static void add(List<AllowEntry> all, String address, String why) {
    int zone = address.indexOf('%');
    IpPrefix.of(zone < 0 ? address : address.substring(0, zone))
        .ifPresent(prefix -> all.add(new AllowEntry(prefix, why)));
  }

  private static void ownAddresses(List<AllowEntry> all) {
    try {
      for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
        for (InetAddress address : one.inetAddresses().toList()) {
          add(all, address.getHostAddress(), "an address of this host (" + one.getName() + ")");
        }
      }
    } catch (SocketException _) {
      // none to be seen
    }
  }

  /// `ipv6_route` of proc(5): destination, its length, source, its length, next hop, all in hex.
  private Optional<IpPrefix> gatewayV6() {
    try {
      return Files.readAllLines(root.resolve("proc/net/ipv6_route")).stream()
          .map(line -> line.split("\\s+"))
          .filter(words -> words.length > 4 && words[4].length() == 32)
          .filter(words -> words[0].matches("0{32}") && words[1].equals("00"))
          .filter(words -> !words[4].matches("0{32}"))
          .findFirst()
          .map(words ->
              IpPrefix.address(
                  HexFormat.fromHexDigitsToLong(words[4].substring(0, 16)),
                  HexFormat.fromHexDigitsToLong(words[4].substring(16))));
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
