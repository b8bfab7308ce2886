package io.ironpost.bpf.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A kernel's version. Only ever a hint in words for people ("needs 5.8"): distributions port
/// features back, so what works is found out by trying.
///
/// @param major 6 of 6.18.44
/// @param minor 18 of 6.18.44
/// @param patch 44 of 6.18.44; 0 when it has none
public record KernelVersion(int major, int minor, int patch) implements Comparable<KernelVersion> {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?.*");
  private static final Path RELEASE = Path.of("/proc/sys/kernel/osrelease");
  private static final Comparator<KernelVersion> ORDER =
      Comparator.comparingInt(KernelVersion::major)
          .thenComparingInt(KernelVersion::minor)
          .thenComparingInt(KernelVersion::patch);

  /// The oldest kernel that the library was seen working on stands far above this, which is said
  /// when nothing else is known.
  static final KernelVersion UNKNOWN = new KernelVersion(0, 0, 0);

  public static KernelVersion of(int major, int minor) {
    return new KernelVersion(major, minor, 0);
  }

  /// Reads what uname(2) calls the release: `6.18.44-fc`, `5.10.0-28-amd64`.
  public static KernelVersion parse(String release) {
    Matcher matcher = FORM.matcher(release.strip());
    if (!matcher.matches()) {
      return UNKNOWN;
    }
    String patch = matcher.group(3);
    return new KernelVersion(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        patch == null ? 0 : Integer.parseInt(patch));
  }

  /// The running kernel's.
  public static KernelVersion running() {
    try {
      return parse(Files.readString(RELEASE));
    } catch (IOException _) {
      return UNKNOWN;
    }
  }

  public boolean isAtLeast(int wantedMajor, int wantedMinor) {
    return compareTo(of(wantedMajor, wantedMinor)) >= 0;
  }

  @Override
  public int compareTo(KernelVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return patch == 0 ? major + "." + minor : major + "." + minor + "." + patch;
  }
}
