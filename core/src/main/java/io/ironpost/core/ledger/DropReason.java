package io.ironpost.core.ledger;

import java.util.Locale;

/// Why something received was not delivered. A closed list: each loss is counted once, where it
/// happens, and each reason has a sentence for whoever reads the status screen.
public enum DropReason {
  MALFORMED("The line has a known format and is broken."),
  LINE_TOO_LONG("The line was longer than the limit; the rest of it was not read."),
  BUFFER_FULL("The next stage was slower than the input and the channel was full."),
  KERNEL_BUFFER_FULL("The kernel's receive buffer was full before it was read."),
  CUT_SHORT("The connection ended in the middle of a message; its beginning was handed on."),
  STOPPED("It was waiting when the program stopped."),
  MODULE_FAILED("The module that had it in hand failed."),
  UNREADABLE("The source could not be read on: an I/O error or a damaged archive."),
  ROTATED_AWAY("The file was truncated or removed with unread bytes; each time counts as one."),
  UNWANTED("The receiver is set not to get it: its level, its rule or what happened to it."),
  SILENCED("A silence keeps it from people; it is in the history."),
  RATE_LIMITED("The receiver gets no more at a time; a digest said how many were held back."),
  REFUSED("The receiver will never take it; it was kept aside."),
  UNSTORABLE("It could not be read back from the spool, or the database will never take it.");

  private final String sentence;

  DropReason(String sentence) {
    this.sentence = sentence;
  }

  /// The word used in output and metric labels: `line_too_long`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What happened, for people.
  public String sentence() {
    return sentence;
  }
}
