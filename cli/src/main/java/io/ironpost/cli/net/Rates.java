package io.ironpost.cli.net;

import java.util.Locale;

/// Figures a second, as people read them.
final class Rates {
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};
  private static final double STEP = 1_000;

  private Rates() {}

  /// With one digit behind the point; what counts anew after a restart is no rate.
  static double of(long before, long now, double seconds) {
    return seconds <= 0 ? 0 : Math.round(10 * Math.max(0, now - before) / seconds) / 10.0;
  }

  /// `1.2 MB`.
  static String bytes(double bytes) {
    double left = bytes;
    int unit = 0;
    while (left >= STEP && unit < UNITS.length - 1) {
      left /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", left, UNITS[unit]);
  }
}
