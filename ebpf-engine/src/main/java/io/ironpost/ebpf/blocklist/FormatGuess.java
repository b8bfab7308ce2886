package io.ironpost.ebpf.blocklist;

import java.util.regex.Pattern;

/// Which format a feed has, by its beginning.
final class FormatGuess {
  /// What CrowdSec's exports and streams have and lists of networks do not.
  private static final Pattern DECISION = Pattern.compile("\"(decisions|scope|new|deleted)\"\\s*:");

  private FormatGuess() {}

  static FeedFormat of(String beginning) {
    String text = beginning.startsWith("\u00ef\u00bb\u00bf") ? beginning.substring(3) : beginning;
    String start = text.stripLeading();
    if (start.startsWith("[")) {
      return FeedFormat.CROWDSEC;
    }
    if (start.startsWith("{")) {
      return DECISION.matcher(start).find() ? FeedFormat.CROWDSEC : FeedFormat.JSON_LINES;
    }
    return text.lines()
        .map(String::strip)
        .filter(line -> !PlainFeed.isRemark(line))
        .findFirst()
        .map(FormatGuess::ofLine)
        .orElse(FeedFormat.PLAIN);
  }

  /// A line that begins with an address is read as plain whatever follows; a heading is not.
  private static FeedFormat ofLine(String line) {
    boolean hasColumns =
        line.indexOf(',') >= 0 || line.indexOf(';') >= 0 || line.indexOf('\t') >= 0;
    return hasColumns && !PlainFeed.beginsWithAddress(line) ? FeedFormat.CSV : FeedFormat.PLAIN;
  }
}
