package io.ironpost.response.policy;

import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whom a policy acts on.
///
/// An alert is about an address when its repeats fold by it: its group says `src_ip=203.0.113.9`.
/// The group is text with the attacker's user names in it, so an address counts only where the
/// alert has it as an entity too.
///
/// @param entity the alert's entity that holds the addresses: `src_ip`
/// @param everyAddress also those that the alert merely names, not only the one it is about. An
///   account attacked from many addresses names users who mistyped
/// @param v4Bits how much of an IPv4 address counts: 32, or less to take its neighbours too
/// @param v6Bits likewise for IPv6: whoever has one address of a /64 has all of them (RFC 6177)
public record Aim(String entity, boolean everyAddress, int v4Bits, int v6Bits) {
  /// Wider would take a whole provider for one attacker.
  public static final int LEAST_V4_BITS = 24;

  public static final int LEAST_V6_BITS = 48;

  public Aim {
    if (entity.isBlank()
        || v4Bits < LEAST_V4_BITS
        || v4Bits > 32
        || v6Bits < LEAST_V6_BITS
        || v6Bits > 128) {
      throw new IllegalArgumentException("%s/%d/%d".formatted(entity, v4Bits, v6Bits));
    }
  }

  /// One alert must not use up what all others may do in a minute.
  public static final int MAX_TARGETS = 16;

  /// How many values are looked at: whoever writes the lines chooses how many there are.
  private static final int MAX_VALUES = 1_024;

  /// Behind one /64 of these are the addresses of many (RFC 6052 section 2.1, RFC 4380 section 4).
  private static final List<IpPrefix> SHARED =
      Stream.of("64:ff9b::/96", "64:ff9b:1::/48", "2001::/32")
          .map(IpPrefix::of)
          .flatMap(Optional::stream)
          .toList();

  /// The one address that the alert is about.
  public static Aim source() {
    return new Aim("src_ip", false, 32, 128);
  }

  /// The single addresses an alert gives as targets, each once; at most [#MAX_TARGETS].
  public List<IpPrefix> addresses(AlertUpdate update) {
    return update.alert().entity(entity).stream()
        .limit(MAX_VALUES)
        .filter(value -> everyAddress || isAbout(update.group(), entity + "=" + value))
        .map(value -> IpPrefix.of(value.strip()))
        .flatMap(Optional::stream)
        .filter(IpPrefix::isAddress)
        .distinct()
        .limit(MAX_TARGETS)
        .toList();
  }

  /// Whether `part` is one of the parts that `, ` joins.
  private static boolean isAbout(String group, String part) {
    for (int at = group.indexOf(part); at >= 0; at = group.indexOf(part, at + 1)) {
      int end = at + part.length();
      boolean begins = at == 0 || at >= 2 && group.startsWith(", ", at - 2);
      if (begins && (end == group.length() || group.startsWith(", ", end))) {
        return true;
      }
    }
    return false;
  }

  /// The address with as many neighbours as the policy says.
  public IpPrefix widened(IpPrefix address) {
    if (address.isV4()) {
      return new IpPrefix(address.high(), address.low(), IpPrefix.MAPPED + v4Bits);
    }
    boolean shared = SHARED.stream().anyMatch(one -> one.contains(address));
    return shared ? address : new IpPrefix(address.high(), address.low(), v6Bits);
  }
}
