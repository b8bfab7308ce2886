package io.ironpost.ebpf.blocklist;

import java.util.List;

/// What came of reading a feed.
public sealed interface FeedReading {
  /// It was read to its end. Whether it is good enough with its problems is for the caller to say.
  ///
  /// @param format the one it was read as
  /// @param entries those that are good, merged
  /// @param read how many good ones there were before they were merged
  /// @param skipped well-formed ones that ask for no block: other kinds of decisions, ended ones
  /// @param problems the first of those that were left out
  /// @param problemCount all of them
  record Read(
      FeedFormat format,
      FeedSet entries,
      int read,
      int skipped,
      List<FeedProblem> problems,
      int problemCount)
      implements FeedReading {
    public Read {
      problems = List.copyOf(problems);
    }
  }

  /// Nothing of it is to be used: a part of a list is another list.
  record Refused(FeedProblem problem) implements FeedReading {}
}
