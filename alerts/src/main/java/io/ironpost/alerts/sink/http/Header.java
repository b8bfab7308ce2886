package io.ironpost.alerts.sink.http;

import io.ironpost.alerts.sink.SinkOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One header of a request.
record Header(String name, String value) {
  /// A token of RFC 9110 §5.6.2.
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");

  /// Said by the client itself, which throws when they are given.
  private static final Set<String> OURS =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  /// Reads `Name: value`.
  static Optional<Header> read(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String name = line.substring(0, colon).strip();
    String value = line.substring(colon + 1).strip();
    boolean good =
        NAME.matcher(name).matches()
            && !OURS.contains(name.toLowerCase(Locale.ROOT))
            && !isControl(value);
    return good ? Optional.of(new Header(name, value)) : Optional.empty();
  }

  /// Whether a text would end a header line before its time.
  static boolean isControl(String value) {
    return value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7F);
  }

  static Stream<String> secretLines(SinkOptions options) {
    return options.get(HttpKeys.SECRET_HEADERS).reveal().lines().filter(line -> !line.isBlank());
  }

  /// The headers that the settings ask for.
  static List<Header> of(SinkOptions options) {
    List<Header> headers = new ArrayList<>();
    String token = options.get(HttpKeys.BEARER_TOKEN).reveal();
    String user = options.get(HttpKeys.USERNAME);
    if (!token.isEmpty()) {
      headers.add(new Header("Authorization", "Bearer " + token));
    } else if (!user.isEmpty()) {
      headers.add(new Header("Authorization", "Basic " + basic(user, options)));
    }
    Stream.concat(options.get(HttpKeys.HEADERS).stream(), secretLines(options))
        .map(Header::read)
        .flatMap(Optional::stream)
        .forEach(headers::add);
    return headers;
  }

  /// RFC 7617; the charset is UTF-8 where a receiver cares.
  private static String basic(String user, SinkOptions options) {
    String pair = user + ":" + options.get(HttpKeys.PASSWORD).reveal();
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
