package io.ironpost.response.allow;

import io.ironpost.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whom nothing may be done to, with the reason for each. One state of it: when the host changes, a
/// new one is made.
///
/// There is no limit to its entries, and no order that beats it: an entry left out could be the
/// operator. It is looked through from front to back, 1 ns an entry; hosts have some dozens.
public final class Allowlist {
  /// Wider than any provider's network; what is meant by such an order is another thing.
  static final int WIDEST_V4_BITS = 8;

  static final int WIDEST_V6_BITS = 16;

  /// No host's addresses: blocking them harms this host alone. RFC 1122 section 3.2.1.3, RFC 5771,
  /// RFC 919 section 7, RFC 4291 sections 2.5.2 and 2.7.
  private static final List<AllowEntry> NOBODY =
      Stream.of(
              entry("0.0.0.0/8", "no address of a host (\"this network\")"),
              entry("255.255.255.255", "the broadcast address"),
              entry("224.0.0.0/4", "multicast"),
              entry("::", "no address of a host (unspecified)"),
              entry("ff00::/8", "multicast"))
          .flatMap(Optional::stream)
          .toList();

  /// RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3; routers announce themselves from link-local
  /// addresses (RFC 4861 section 6.1.2); clouds serve metadata and time on 169.254.0.0/16.
  private static final List<AllowEntry> EVERYWHERE =
      Stream.of(
              entry("127.0.0.0/8", "loopback"),
              entry("::1", "loopback"),
              entry("fe80::/10", "link-local, where routers speak from"),
              entry("169.254.0.0/16", "link-local, where clouds serve their hosts from"))
          .flatMap(Optional::stream)
          .toList();

  private static final IpPrefix V4_SPACE = new IpPrefix(0, 0xffffL << 32, IpPrefix.MAPPED);

  private final List<AllowEntry> entries;

  private Allowlist(List<AllowEntry> entries) {
    this.entries = entries;
  }

  private static Optional<AllowEntry> entry(String prefix, String why) {
    return IpPrefix.of(prefix).map(p -> new AllowEntry(p, why));
  }

  /// What holds on every host, what was found on this one, and what the configuration says; where
  /// two are the same, the first reason stands.
  public static Allowlist of(List<AllowEntry> host, List<IpPrefix> configured) {
    List<AllowEntry> all = new ArrayList<>(EVERYWHERE);
    all.addAll(host);
    configured.forEach(prefix -> all.add(new AllowEntry(prefix, "in response.allow")));
    Set<IpPrefix> seen = new LinkedHashSet<>();
    return new Allowlist(all.stream().filter(entry -> seen.add(entry.prefix())).toList());
  }

  public List<AllowEntry> entries() {
    return entries;
  }

  /// Why nobody may block this, a person neither; empty when it may be.
  public Optional<String> impossible(IpPrefix prefix) {
    if (prefix.familyBits() < (prefix.isV4() ? WIDEST_V4_BITS : WIDEST_V6_BITS)) {
      return Optional.of(
          "%s is too wide: at least /%d for IPv4 and /%d for IPv6"
              .formatted(prefix, WIDEST_V4_BITS, WIDEST_V6_BITS));
    }
    if (!prefix.isV4() && prefix.overlaps(V4_SPACE)) {
      return Optional.of(prefix + " holds all IPv4 addresses (::ffff:0:0/96)");
    }
    return first(NOBODY, prefix).map(entry -> prefix + " is " + entry.why());
  }

  /// The entry that this has an address in common with.
  public Optional<AllowEntry> touching(IpPrefix prefix) {
    return first(entries, prefix);
  }

  /// The entry that all of this is in.
  public Optional<AllowEntry> covering(IpPrefix prefix) {
    for (AllowEntry entry : entries) {
      if (entry.prefix().contains(prefix)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /// The entries that are within: they stay allowed when the whole is blocked.
  public List<AllowEntry> within(IpPrefix prefix) {
    return entries.stream().filter(entry -> prefix.contains(entry.prefix())).toList();
  }

  private static Optional<AllowEntry> first(List<AllowEntry> in, IpPrefix prefix) {
    for (AllowEntry entry : in) {
      if (entry.prefix().overlaps(prefix)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }
}
