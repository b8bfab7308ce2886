package io.ironpost.store.history;

import io.ironpost.core.config.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Turns a connection URI as libpq has it (PostgreSQL manual, §34.1.1.2) into the JDBC driver's.
///
/// Parameters are taken from a list: the driver has some that load a class by name or write a file,
/// which a URL in a configuration has no business to do.
final class PostgresUrl {
  /// libpq's names and the driver's.
  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("sslmode", "sslmode"),
          Map.entry("sslrootcert", "sslrootcert"),
          Map.entry("sslcert", "sslcert"),
          Map.entry("sslkey", "sslkey"),
          Map.entry("connect_timeout", "connectTimeout"),
          Map.entry("application_name", "ApplicationName"),
          Map.entry("target_session_attrs", "targetServerType"),
          Map.entry("channel_binding", "channelBinding"),
          Map.entry("currentSchema", "currentSchema"));

  private static final String DEFAULT_DATABASE = "ironpost";

  private PostgresUrl() {}

  static boolean isOne(String url) {
    return url.startsWith("postgresql://") || url.startsWith("postgres://");
  }

  static HistoryPlace.Postgres read(String url) {
    String rest = url.substring(url.indexOf("://") + 3);
    int question = rest.indexOf('?');
    Map<String, String> parameters = parameters(question < 0 ? "" : rest.substring(question + 1));
    String place = question < 0 ? rest : rest.substring(0, question);
    int at = place.lastIndexOf('@'); // the last: a password may hold one
    String credentials = at < 0 ? "" : place.substring(0, at);
    String address = place.substring(at + 1);
    int slash = address.indexOf('/');
    String hosts = slash < 0 ? address : address.substring(0, slash);
    String named = slash < 0 ? "" : address.substring(slash + 1);
    String database = named.isEmpty() ? DEFAULT_DATABASE : named;
    String shown = (hosts.isEmpty() ? "localhost" : hosts) + "/" + database;
    int colon = credentials.indexOf(':');
    String user = decoded(colon < 0 ? credentials : credentials.substring(0, colon));
    String password = colon < 0 ? "" : decoded(credentials.substring(colon + 1));
    return new HistoryPlace.Postgres(
        shown,
        "jdbc:postgresql://" + shown,
        user.isEmpty() ? "ironpost" : user,
        new Secret(password),
        parameters);
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String driverName = PARAMETERS.get(name);
      if (driverName == null) {
        throw new IllegalArgumentException(
            "unknown parameter %s of a PostgreSQL URL; known are %s"
                .formatted(name, PARAMETERS.keySet().stream().sorted().toList()));
      }
      found.put(driverName, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    found.computeIfPresent("targetServerType", (_, word) -> driversWord(word));
    return found;
  }

  private static String driversWord(String targetSessionAttrs) {
    return switch (targetSessionAttrs) {
      case "read-write", "primary" -> "primary";
      case "any" -> "any";
      default ->
          throw new IllegalArgumentException(
              "target_session_attrs must be read-write, primary or any: history is written");
    };
  }

  /// Only `%xx` is decoded: in a URI's user and password a `+` is a plus.
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the PostgreSQL URL has a % that no two hexadecimal digits follow; write %25 for it", e);
    }
  }
}
