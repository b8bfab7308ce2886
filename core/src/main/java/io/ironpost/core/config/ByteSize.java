package io.ironpost.core.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes, written `64 KiB`, `10MB` or `1500`. KiB counts by 1,024 and kB by 1,000 (IEC
/// 80000-13); a bare `K` is refused, for half of its readers would be wrong.
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18}) ?([a-z]{0,3})");
  private static final Map<String, Long> UNITS =
      Map.of(
          "",
          1L,
          "b",
          1L,
          "kb",
          1_000L,
          "mb",
          1_000_000L,
          "gb",
          1_000_000_000L,
          "kib",
          1L << 10,
          "mib",
          1L << 20,
          "gib",
          1L << 30,
          "tib",
          1L << 40);

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is not negative: " + bytes);
    }
  }

  /// Reads a size; empty when it is none, or has more bytes than a `long` holds.
  public static Optional<ByteSize> of(String text) {
    Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Long unit = UNITS.get(matcher.group(2));
    long number = Long.parseLong(matcher.group(1));
    return unit == null || number > Long.MAX_VALUE / unit
        ? Optional.empty()
        : Optional.of(new ByteSize(number * unit));
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /// In the largest unit that needs no fraction; [#of] reads it again.
  @Override
  public String toString() {
    String[] names = {"B", "KiB", "MiB", "GiB", "TiB"};
    long left = bytes;
    int unit = 0;
    while (left != 0 && left % 1024 == 0 && unit < names.length - 1) {
      left /= 1024;
      unit++;
    }
    return left + " " + names[unit];
  }
}
