package io.ironpost.ebpf.detect;

/// What a packet is to the conversation that it belongs to.
enum Turn {
  /// The first of a conversation: a SYN, a datagram or an echo request to somebody who was silent.
  OPENS,
  /// The opener again, and still no word from the other side.
  INSISTS,
  /// The other side's first word.
  ANSWERS,
  /// The opener's first word behind the answer; behind its own SYN where answers are not seen.
  ESTABLISHES,
  /// The other side wants none.
  REFUSES,
  /// Both have spoken before.
  CONTINUES,
  /// No conversation is known and this does not open one: the capture began late, the table was
  /// full, or it is an answer that nobody asked for.
  STRAY;

  /// Whether only this one's sender speaks.
  boolean isUnanswered() {
    return this == OPENS || this == INSISTS;
  }
}
