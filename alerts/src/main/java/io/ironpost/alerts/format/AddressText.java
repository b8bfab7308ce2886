package io.ironpost.alerts.format;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/// Tells addresses from other text: Elasticsearch refuses a whole document for one `source.ip` that
/// is none, and what stands in a log's address field the attacker may have written.
final class AddressText {
  /// Without leading zeros: some read them as octal.
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");

  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

  private AddressText() {}

  static boolean isIpv4(String text) {
    return IPV4.matcher(text).matches() && isLiteral(text);
  }

  static boolean isIpv6(String text) {
    return text.indexOf(':') >= 0 && IPV6.matcher(text).matches() && isLiteral(text);
  }

  static boolean isAddress(String text) {
    return isIpv4(text) || isIpv6(text);
  }

  static List<String> addressesOf(Collection<String> texts) {
    return texts.stream().filter(AddressText::isAddress).toList();
  }

  private static boolean isLiteral(String text) {
    try {
      InetAddress.ofLiteral(text); // looks nothing up
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
