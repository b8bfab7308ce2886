package io.ironpost.logs.tail;

import io.ironpost.logs.collect.CollectLimits;
import java.time.Duration;
import java.util.List;

/// Which files are followed, and how.
///
/// @param paths files and patterns: `*`, `?`, `[a-z]`, `{a,b}` within a name, `**` for any number
///   of folders; a folder stands for the files in it
/// @param excludes patterns of files left out; one that does not begin with `/` holds anywhere
/// @param from where to begin in files that are there on the very first start
/// @param watching whether the kernel is asked to tell about changes
/// @param poll how often known files are looked at, whatever the kernel tells
/// @param rescan how often the patterns are tried anew, whatever the kernel tells
/// @param grace how long a file that was renamed or deleted must be silent before it is closed
/// @param mostOpen files open at once; of those over it the longest silent are closed and opened
///   again when they grow
/// @param mostFiles files followed
/// @param limits how much is read at once, and the longest line
public record TailSettings(
    List<String> paths,
    List<String> excludes,
    From from,
    Watching watching,
    Duration poll,
    Duration rescan,
    Duration grace,
    int mostOpen,
    int mostFiles,
    CollectLimits limits) {
  /// Where reading begins in a file nothing is known of.
  public enum From {
    BEGINNING,
    END
  }

  /// How changes are noticed.
  public enum Watching {
    /// inotify(7), and a slow look at everything as a safety net.
    KERNEL,
    /// The slow look alone: for file systems of which inotify tells nothing.
    POLL
  }

  /// Archives are the same lines again.
  public static final List<String> DEFAULT_EXCLUDES = List.of("**.gz", "**.xz", "**.zst", "**.bz2");

  /// inotify does not see what other hosts write to a network file system.
  public static final Duration DEFAULT_POLL = Duration.ofSeconds(1);

  public static final Duration DEFAULT_RESCAN = Duration.ofSeconds(5);

  /// logrotate(8) tells the writer to open its log anew after the rename; a writer busy or stopped
  /// meanwhile goes on with the old file for some seconds.
  public static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);

  /// A quarter of the 4,096 that systemd lets a service open by default, less what others need.
  public static final int DEFAULT_MOST_OPEN = 1_000;

  /// A look at all of them costs some 30 ms each second.
  public static final int DEFAULT_MOST_FILES = 10_000;

  /// Live batches are small; a megabyte for each would be memory for nothing.
  public static final int BUFFER_BYTES = 256 << 10;

  public TailSettings {
    paths = List.copyOf(paths);
    excludes = List.copyOf(excludes);
    require(poll.isPositive(), "poll", poll);
    require(rescan.isPositive(), "rescan", rescan);
    require(!grace.isNegative(), "grace", grace);
    require(mostOpen >= 1, "mostOpen", mostOpen);
    require(mostFiles >= 1, "mostFiles", mostFiles);
    paths.forEach(PathPattern::of);
    excludes.forEach(PathPattern::anywhere);
  }

  private static void require(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is out of range: " + value);
    }
  }

  public static TailSettings following(List<String> paths) {
    return new TailSettings(
        paths,
        DEFAULT_EXCLUDES,
        From.END,
        Watching.KERNEL,
        DEFAULT_POLL,
        DEFAULT_RESCAN,
        DEFAULT_GRACE,
        DEFAULT_MOST_OPEN,
        DEFAULT_MOST_FILES,
        new CollectLimits(BUFFER_BYTES, CollectLimits.MAX_LINE_BYTES));
  }

  public TailSettings excluding(List<String> patterns) {
    return new TailSettings(
        paths, patterns, from, watching, poll, rescan, grace, mostOpen, mostFiles, limits);
  }

  public TailSettings from(From place) {
    return new TailSettings(
        paths, excludes, place, watching, poll, rescan, grace, mostOpen, mostFiles, limits);
  }

  public TailSettings watching(Watching how) {
    return new TailSettings(
        paths, excludes, from, how, poll, rescan, grace, mostOpen, mostFiles, limits);
  }

  public TailSettings looking(Duration atFiles, Duration atPatterns) {
    return new TailSettings(
        paths, excludes, from, watching, atFiles, atPatterns, grace, mostOpen, mostFiles, limits);
  }

  public TailSettings closingAfter(Duration silence) {
    return new TailSettings(
        paths, excludes, from, watching, poll, rescan, silence, mostOpen, mostFiles, limits);
  }

  public TailSettings atMost(int open, int files) {
    return new TailSettings(
        paths, excludes, from, watching, poll, rescan, grace, open, files, limits);
  }

  public TailSettings within(CollectLimits read) {
    return new TailSettings(
        paths, excludes, from, watching, poll, rescan, grace, mostOpen, mostFiles, read);
  }
}
