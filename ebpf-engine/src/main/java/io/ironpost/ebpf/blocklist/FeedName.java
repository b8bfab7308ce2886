package io.ironpost.ebpf.blocklist;

import java.util.regex.Pattern;

/// What a feed is called: by users, and on disk.
///
/// @param text small letters, digits, `-` and `_`: it is a file's name on every system and needs no
///   quoting in any shell
public record FeedName(String text) implements Comparable<FeedName> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  public FeedName {
    if (!isOne(text)) {
      throw new IllegalArgumentException("not a name of a feed");
    }
  }

  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(FeedName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
