package io.ironpost.ebpf.packet;

/// The first question in a DNS message (RFC 1035 section 4.1).
final class DnsQuestion {
  static final int PORT = 53;

  private static final int HEADER = 12;
  private static final int RESPONSE = 0x80; // in the first byte of the flags
  private static final int MAX_NAME = 255;

  private DnsQuestion() {}

  static boolean isResponse(Span message) {
    return (message.u8(2) & RESPONSE) != 0;
  }

  /// The type asked for, or [Packet#NO_QUESTION]. A name in a question is not compressed: nothing
  /// stands before it that could be pointed to.
  static int type(Span message) {
    if (message.u16(4) == 0) {
      return Packet.NO_QUESTION;
    }
    int at = HEADER;
    while (at < HEADER + MAX_NAME && message.has(at + 1)) {
      int label = message.u8(at);
      if (label == 0) {
        return message.has(at + 3) ? message.u16(at + 1) : Packet.NO_QUESTION;
      }
      if (label > 63) {
        return Packet.NO_QUESTION;
      }
      at += label + 1;
    }
    return Packet.NO_QUESTION;
  }
}
