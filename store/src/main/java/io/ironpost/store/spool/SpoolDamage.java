package io.ironpost.store.spool;

import java.nio.file.Path;

/// Something in a spool's folder that is not as it was written.
///
/// @param offset of the first byte concerned, in `file`
/// @param bytes concerned
/// @param entries lost by it, as far as sequences tell
public record SpoolDamage(Kind kind, Path file, long offset, long bytes, long entries) {
  /// What is wrong, what it means, and what is to be done about it.
  public enum Kind {
    TORN_TAIL(
        "The last write was cut short by a crash; none of it had been acknowledged.",
        "Nothing: it is cut off when the daemon starts."),
    BAD_RECORD(
        "Bytes that fail their checksum; reading goes on at the next whole entry.",
        "Check the disk (smartctl, kernel log). The entries are lost and counted by each reader."),
    BAD_HEADER(
        "A segment whose header fails its checksum; its entries are read all the same.",
        "Check the disk (smartctl, kernel log)."),
    UNREADABLE_SEGMENT(
        "A segment of which nothing could be read; it was set aside under the name .damaged.",
        "Check the disk, keep the file for inspection or delete it."),
    MISSING(
        "Entries between two segments are not there.",
        "Find out who deleted files in the folder; only the daemon may. Readers count the loss."),
    FOREIGN_FILE(
        "A file that is no part of the spool; it is left alone.", "Move it somewhere else."),
    READERS_DAMAGED(
        "The table of readers fails its checksum.",
        "Nothing: every reader begins at the oldest entry kept, so sinks are told again."),
    READER_BEYOND_END(
        "A reader is done with entries that the spool no longer has: segments were lost.",
        "Nothing: new entries continue after the reader's place, so that none is skipped.");

    private final String sentence;
    private final String advice;

    Kind(String sentence, String advice) {
      this.sentence = sentence;
      this.advice = advice;
    }

    /// What it is, for people.
    public String sentence() {
      return sentence;
    }

    /// What to do.
    public String advice() {
      return advice;
    }
  }

  /// `00000000000000000001.spool:4711: …`
  public String inWords() {
    return "%s:%d: %d byte(s), %d entr%s lost. %s"
        .formatted(
            file.getFileName(),
            offset,
            bytes,
            entries,
            entries == 1 ? "y" : "ies",
            kind.sentence());
  }
}
