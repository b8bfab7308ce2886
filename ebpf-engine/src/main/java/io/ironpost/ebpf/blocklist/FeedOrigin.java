package io.ironpost.ebpf.blocklist;

import java.time.Instant;

/// Where a feed is from.
///
/// @param source the file that was imported, as the person named it
/// @param by who imported it
/// @param until when all of it ends; [Instant#MAX] for never
public record FeedOrigin(
    FeedName name, String source, String by, Instant importedAt, Instant until) {
  private static final int MAX_TEXT = 512;

  public FeedOrigin {
    source = oneLine(source);
    by = oneLine(by);
  }

  /// They become lines of the feed's file.
  private static String oneLine(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", " ").strip();
    return clean.length() > MAX_TEXT ? clean.substring(0, MAX_TEXT) : clean;
  }

  boolean isOver(Instant now) {
    return !until.isAfter(now);
  }
}
