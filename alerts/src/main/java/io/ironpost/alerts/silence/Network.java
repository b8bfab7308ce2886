package io.ironpost.alerts.silence;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Addresses that share their first bits: `203.0.113.0/24`, `2001:db8::/32`; one address is a
/// network of its own, so that `::1` and `0:0:0:0:0:0:0:1` are the same.
public final class Network {
  /// Without these, [InetAddress#ofLiteral] would take `10` and `010.1` for addresses.
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");

  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final int LONGEST_TEXT = 45; // INET6_ADDRSTRLEN of netinet/in.h, without the zero

  private final String text;
  private final byte[] first;
  private final int bits;

  private Network(String text, byte[] first, int bits) {
    this.text = text;
    this.first = first;
    this.bits = bits;
  }

  /// Empty when it is no address and no network.
  public static Optional<Network> of(String text) {
    int slash = text.indexOf('/');
    Optional<byte[]> address = address(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    int most = address.get().length * Byte.SIZE;
    if (slash < 0) {
      return Optional.of(new Network(text, address.get(), most));
    }
    String bits = text.substring(slash + 1);
    return bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= most
        ? Optional.of(new Network(text, address.get(), Integer.parseInt(bits)))
        : Optional.empty();
  }

  private static Optional<byte[]> address(String text) {
    if (text.length() > LONGEST_TEXT
        || !IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text).getAddress()); // looks nothing up
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Whether a text is an address within it; `::ffff:10.1.2.3` is `10.1.2.3`.
  public boolean contains(String candidate) {
    return address(candidate).filter(this::contains).isPresent();
  }

  private boolean contains(byte[] address) {
    if (address.length != first.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if ((address[bit / Byte.SIZE] & mask) != (first[bit / Byte.SIZE] & mask)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Network network && text.equals(network.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /// As it was written.
  @Override
  public String toString() {
    return text;
  }
}
