package io.ironpost.alerts.sink.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Keeps secrets out of reasons: a receiver may well repeat a token in its answer.
final class Masking {
  private static final String MASK = "********";

  /// A shorter secret protects nothing, and masking it would tear every text apart.
  private static final int SHORTEST = 4;

  private final List<String> secrets;

  Masking(Collection<String> secrets) {
    // The longest first: one secret may be part of another.
    this.secrets =
        secrets.stream()
            .filter(secret -> secret.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  String mask(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }
}
