package io.ironpost.logs.network;

import io.ironpost.core.ledger.DropReason;

/// Finds the messages in a stream of bytes (RFC 6587), whatever pieces it comes in.
///
/// Each message says by its first bytes how it is framed: digits and a space before `<` are a
/// length (octet counting, section 3.4.1), anything else runs to its line feed or NUL (section
/// 3.4.2). So a sender may change its mind, and one wrong length costs the messages it covers, not
/// the connection. A line that merely begins with a number (`2026-01-02 …`, `404 not found`) is no
/// length, unless the connection has counted before.
final class StreamFramer {
  /// 999,999,999 bytes; a longer number is no length.
  private static final int MOST_DIGITS = 9;

  private enum State {
    /// Before the first byte of a message.
    BETWEEN,
    /// All bytes so far were digits.
    LENGTH,
    /// The digits ended with a space.
    AFTER_LENGTH,
    /// In a message of which `left` bytes are missing.
    COUNTED,
    /// In a message that runs to its trailer.
    LINE
  }

  private final LineBuffer lines;
  private final Intake intake;
  private State state = State.BETWEEN;
  private int number;
  private int digits;
  private int left;
  private boolean hasCounted;

  /// @param lines gets the messages
  /// @param intake whose book they are in
  StreamFramer(LineBuffer lines, Intake intake) {
    this.lines = lines;
    this.intake = intake;
  }

  /// Whether a message has begun and not ended.
  boolean isInside() {
    return state != State.BETWEEN;
  }

  /// Takes the next bytes of the stream.
  void accept(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      at =
          switch (state) {
            case BETWEEN -> begin(bytes, at);
            case LENGTH -> length(bytes, at);
            case AFTER_LENGTH -> afterLength(bytes, at);
            case COUNTED -> counted(bytes, at, to);
            case LINE -> line(bytes, at, to);
          };
    }
  }

  /// Skips what separates messages: with CR LF there are two, and some who count add a line feed.
  private int begin(byte[] bytes, int at) {
    if (LineBuffer.isTrailer(bytes[at])) {
      return at + 1;
    }
    number = 0;
    digits = 0;
    state = bytes[at] > '0' && bytes[at] <= '9' ? State.LENGTH : State.LINE;
    return at;
  }

  private int length(byte[] bytes, int at) {
    byte b = bytes[at];
    if (b >= '0' && b <= '9' && digits < MOST_DIGITS) {
      number = 10 * number + b - '0';
      digits++;
    } else if (b == ' ') {
      state = State.AFTER_LENGTH;
    } else {
      state = State.LINE;
      return at;
    }
    lines.add(bytes, at, at + 1); // it may turn out to be text
    return at + 1;
  }

  private int afterLength(byte[] bytes, int at) {
    if (bytes[at] == '<' || hasCounted) {
      lines.dropOpen();
      hasCounted = true;
      left = number;
      state = State.COUNTED;
    } else {
      state = State.LINE;
    }
    return at;
  }

  private int counted(byte[] bytes, int at, int to) {
    int length = Math.min(left, to - at);
    lines.add(bytes, at, at + length);
    left -= length;
    if (left == 0) {
      end();
    }
    return at + length;
  }

  private int line(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '\n' && bytes[at] != 0) {
      at++;
    }
    lines.add(bytes, from, at);
    if (at < to) {
      end();
      at++;
    }
    return at;
  }

  private void end() {
    intake.received(lines.end());
    state = State.BETWEEN;
  }

  /// The stream ended as it should. A line without trailer is whole then: many senders leave the
  /// last one out. Of a message that was counted something is missing.
  void finish() {
    if (state == State.COUNTED) {
      finishBroken();
    } else if (isInside()) {
      end();
    }
  }

  /// The stream broke off. What came of a message is handed on, for it may be all there is of the
  /// line that matters; what did not come is booked.
  void finishBroken() {
    if (isInside()) {
      end();
      intake.lost(DropReason.CUT_SHORT, 1);
    }
  }
}
