package io.ironpost.ebpf.blocklist;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.blocklist.FeedHarvest.Place;
import java.io.IOException;

/// One entry at the beginning of each line.
///
/// What follows is a remark, with or without `#` or `;`. But a second address is none: some lists
/// write first and last address so, and half of such a line would be a silent gap.
final class PlainFeed {
  private static final String ENDS = " \t,;#|";

  private final FeedHarvest harvest;

  PlainFeed(FeedHarvest harvest) {
    this.harvest = harvest;
  }

  void read(FeedLines lines) throws IOException {
    while (lines.next()) {
      String text = lines.text();
      int start = firstNonBlank(text, 0);
      Place place = new Place(lines.number(), start + 1);
      if (lines.isTooLong()) {
        harvest.problem(place, "the line is too long");
      } else if (!isRemark(text.substring(start))) {
        entry(text, start, place);
      }
    }
  }

  private void entry(String text, int start, Place place) {
    int end = wordEnd(text, start);
    String word = text.substring(start, end);
    int next = firstNonBlank(text, end);
    if (next < text.length() && text.charAt(next) == '-' && IpPrefix.of(word).isPresent()) {
      int second = firstNonBlank(text, next + 1);
      harvest.take(word + "-" + text.substring(second, wordEnd(text, second)), place);
      return;
    }
    int second =
        end < text.length() && text.charAt(end) == ',' ? firstNonBlank(text, end + 1) : next;
    if (IpPrefix.of(text.substring(second, wordEnd(text, second))).isPresent()) {
      harvest.problem(
          place.plus(second - start),
          "a second address on the line; a range is written FIRST-LAST");
      return;
    }
    harvest.take(word, place);
  }

  static boolean isRemark(String line) {
    return line.isEmpty() || line.startsWith("#") || line.startsWith(";") || line.startsWith("//");
  }

  static boolean beginsWithAddress(String line) {
    String word = line.substring(0, wordEnd(line, 0));
    int dash = word.indexOf('-');
    return IpPrefix.of(dash < 0 ? word : word.substring(0, dash)).isPresent();
  }

  private static int wordEnd(String text, int start) {
    int end = start;
    while (end < text.length() && ENDS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static int firstNonBlank(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }
}
