package io.ironpost.cli.response;

import io.ironpost.daemon.control.JsonValue;
import java.util.List;

/// The first of many, in a sentence.
final class Names {
  private static final int SHOWN = 5;

  private Names() {}

  /// `10.0.0.0/8, 192.0.2.1 and 17 more`.
  static String of(JsonValue first, long all) {
    List<String> shown = first.items().stream().map(JsonValue::text).limit(SHOWN).toList();
    long more = all - shown.size();
    return String.join(", ", shown) + (more > 0 ? " and %,d more".formatted(more) : "");
  }
}
