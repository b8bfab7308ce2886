package io.ironpost.cli.output;

import java.util.Locale;

/// Numbers with their nouns.
public final class Counted {
  private Counted() {}

  /// `1 line`, `2,000 lines`.
  public static String of(long count, String noun) {
    return number(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /// `2,000`.
  public static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
