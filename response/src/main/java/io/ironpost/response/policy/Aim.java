package io.ironpost.response.policy;

/// Whom a policy acts on.
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

  /// The one address that the alert is about.
  public static Aim source() {
    return new Aim("src_ip", false, 32, 128);
  }
}
