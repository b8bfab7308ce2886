package io.ironpost.daemon.control;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// What to ask for: a path and its parameters, encoded.
///
/// @param text as it stands in the request
public record Target(String text) {
  /// @param parts each one part of the path: `alerts`, an id
  public static Target of(String... parts) {
    StringBuilder path = new StringBuilder();
    for (String part : parts) {
      path.append('/').append(encoded(part));
    }
    return new Target(path.toString());
  }

  /// With one more parameter; an empty value adds nothing.
  public Target with(String name, String value) {
    if (value.isEmpty()) {
      return this;
    }
    char separator = text.indexOf('?') < 0 ? '?' : '&';
    return new Target(text + separator + encoded(name) + "=" + encoded(value));
  }

  /// As RFC 3986 has it: the class encodes for forms, where a space is a plus.
  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
