package io.ironpost.logs.collect;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Files in the order in which they were written: a log's rotated files before the log, the oldest
/// first, so that an attack that went on over midnight is seen from its beginning.
///
/// Knows logrotate's two ways (logrotate(8)): numbers that grow with age (`auth.log.2.gz`,
/// `auth.log.1`, `auth.log`) and dates (`auth.log-20260101`, with `dateext`).
final class RotationOrder implements Comparator<Path> {
  private static final Pattern PACKED = Pattern.compile("\\.(gz|xz|zst)$");
  private static final Pattern NUMBERED = Pattern.compile("^(.+)\\.(\\d{1,4})$");
  private static final Pattern DATED = Pattern.compile("^(.+)-(\\d{8,14})$");

  /// Where a file stands among those of one log.
  ///
  /// @param log the path of the log itself
  /// @param age smaller is older; the log itself is the youngest
  private record Place(String log, long age) {
    static Place of(Path path) {
      String name = PACKED.matcher(path.toString()).replaceFirst("");
      Matcher numbered = NUMBERED.matcher(name);
      if (numbered.matches()) {
        return new Place(numbered.group(1), -Long.parseLong(numbered.group(2)));
      }
      Matcher dated = DATED.matcher(name);
      if (dated.matches()) {
        return new Place(dated.group(1), Long.parseLong(dated.group(2)) - Long.MAX_VALUE);
      }
      return new Place(name, Long.MAX_VALUE);
    }
  }

  @Override
  public int compare(Path a, Path b) {
    return Comparator.comparing(Place::log)
        .thenComparingLong(Place::age)
        .compare(Place.of(a), Place.of(b));
  }
}
