package io.ironpost.ebpf.blocklist;

import java.util.Arrays;
import java.util.Optional;

/// How a feed is written.
public enum FeedFormat {
  /// Looked at, and found to be one of the others.
  AUTO("auto"),
  /// An address, network or range on each line, and whatever stands behind it: lists of one column,
  /// FireHOL's netsets, Spamhaus DROP as text.
  PLAIN("plain"),
  /// Columns with commas, semicolons or tabs between them; a heading or the first column that has
  /// addresses says which.
  CSV("csv"),
  /// A JSON object on each line with the network in `cidr`: Spamhaus DROP since 2024.
  JSON_LINES("json-lines"),
  /// Decisions as `cscli decisions list -o json` and its local API write them.
  CROWDSEC("crowdsec");

  private final String word;

  FeedFormat(String word) {
    this.word = word;
  }

  /// As it is written on the command line.
  public String word() {
    return word;
  }

  public static Optional<FeedFormat> of(String word) {
    return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
  }
}
