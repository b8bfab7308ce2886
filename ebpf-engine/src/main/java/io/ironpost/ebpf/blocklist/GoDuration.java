package io.ironpost.ebpf.blocklist;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Spans as Go writes them (package time, ParseDuration): `3h59m49.7s`, `-2m`.
final class GoDuration {
  private static final Pattern WHOLE =
      Pattern.compile("-?(?:\\d{1,12}(?:\\.\\d{1,12})?(?:h|m|s|ms|us|µs|ns)){1,6}");
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|m|s|us|µs|ns)");
  private static final long MOST = 100L * 366 * 86_400;

  private GoDuration() {}

  /// Whole seconds, at most a century; empty when it is no span.
  static OptionalLong seconds(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    double seconds = 0;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      seconds += Double.parseDouble(part.group(1)) * unit(part.group(2));
    }
    long whole = (long) Math.min(seconds, MOST);
    return OptionalLong.of(text.startsWith("-") ? -whole : whole);
  }

  private static double unit(String name) {
    return switch (name) {
      case "h" -> 3_600;
      case "m" -> 60;
      case "s" -> 1;
      case "ms" -> 1e-3;
      case "ns" -> 1e-9;
      default -> 1e-6;
    };
  }
}
