package io.ironpost.cli.support;

import io.ironpost.core.config.Config;
import io.ironpost.core.config.Secret;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Takes secrets out of text, wherever they stand: a log or an error message may quote what the
/// configuration masks.
///
/// @param secrets the longest first, for one may be a part of another
record Redaction(List<String> secrets) {
  private static final String MASK = "********";

  /// Shorter pieces (`x`, `db`) would be found everywhere; a password of that length is none.
  private static final int SHORTEST = 4;

  /// Of a URL's path, a header, a user and password: `hooks` is no secret, tokens are longer.
  private static final int SHORTEST_PIECE = 8;

  /// `://user:password@`, of URLs that stand in no configuration.
  private static final Pattern CREDENTIALS = Pattern.compile("(://)[^/@\\s\"']{1,256}@");

  Redaction {
    secrets = List.copyOf(secrets);
  }

  /// All that a configuration hides, whole and in pieces.
  static Redaction of(Config config) {
    TreeSet<String> found =
        new TreeSet<>(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    config.settings().stream()
        .map(setting -> setting.value())
        .filter(Secret.class::isInstance)
        .forEach(secret -> add(((Secret) secret).reveal(), found));
    return new Redaction(List.copyOf(found));
  }

  private static void add(String secret, TreeSet<String> found) {
    if (secret.length() >= SHORTEST) {
      found.add(secret);
    }
    int scheme = secret.indexOf("://");
    String url = scheme < 0 ? "" : secret.substring(scheme + "://".length());
    String host = url.split("[/?#]", 2)[0];
    pieces(scheme < 0 ? secret : url.substring(host.length()), found);
    if (host.indexOf('@') >= 0) {
      pieces(host.substring(0, host.lastIndexOf('@')), found);
    }
  }

  private static void pieces(String text, TreeSet<String> found) {
    for (String piece : text.split("[/?#&=;:@,\\s]+", -1)) {
      if (piece.length() >= SHORTEST_PIECE) {
        found.add(piece);
      }
    }
  }

  String of(String text) {
    String safe = text;
    for (String secret : secrets) {
      safe = safe.replace(secret, MASK);
    }
    return CREDENTIALS.matcher(safe).replaceAll("$1" + MASK + "@");
  }
}
