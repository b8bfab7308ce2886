package io.ironpost.rules.read;

import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.read.Yaml.Scalar;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `cidr` values: IPv4 and IPv6 networks, or an address for itself.
final class NetworkReader {
  /// Four decimal numbers and nothing that `inet_aton` would also take (octal, fewer parts).
  private static final Pattern IPV4 =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
  private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

  private final RuleContext context;

  NetworkReader(RuleContext context) {
    this.context = context;
  }

  Optional<Matcher> read(Scalar value, String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    Optional<byte[]> address = address(host);
    String prefix = slash < 0 ? "" : text.substring(slash + 1);
    if (address.isEmpty()) {
      String message = "'" + text + "' is not a network";
      return refuse(value, message, "write 10.0.0.0/8 or fd00::/8");
    }
    int bits = address.get().length * 8;
    if (slash >= 0 && !(PREFIX.matcher(prefix).matches() && Integer.parseInt(prefix) <= bits)) {
      String message = "the prefix of '" + text + "' is not a number from 0 to " + bits;
      return refuse(value, message, "");
    }
    int length = slash < 0 ? bits : Integer.parseInt(prefix);
    return Optional.of(new Matcher.Cidr(network(address.get(), host, length, value)));
  }

  private Optional<Matcher> refuse(Scalar value, String message, String hint) {
    context.problems().error("not-a-network", value.span(), message, hint);
    return Optional.empty();
  }

  /// Never asks a name server: only literals get this far.
  private static Optional<byte[]> address(String host) {
    if (!IPV4.matcher(host).matches() && !IPV6.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(host).getAddress());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// With the bits after the prefix cleared, so that equal networks are equal text.
  private String network(byte[] address, String host, int prefix, Scalar value) {
    byte[] masked = address.clone();
    for (int bit = prefix; bit < masked.length * 8; bit++) {
      masked[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
    }
    if (Arrays.equals(masked, address)) {
      return host + "/" + prefix;
    }
    String network = text(masked) + "/" + prefix;
    String message = "the address has bits beyond its prefix; read as " + network;
    context.problems().warning("network-host-bits", value.span(), message, "");
    return network;
  }

  private static String text(byte[] address) {
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes", e);
    }
  }
}
