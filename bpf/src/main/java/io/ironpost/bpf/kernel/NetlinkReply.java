package io.ironpost.bpf.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads messages and attributes of netlink (`include/uapi/linux/netlink.h`). A length that leads
/// out of the bytes at hand ends the reading.
final class NetlinkReply {
  private static final int CAPPED = 0x100; // NLM_F_CAPPED: the request is not repeated
  private static final int TLVS = 0x200; // NLM_F_ACK_TLVS: explanations follow
  private static final short NLMSGERR_ATTR_MSG = 1;
  private static final int TYPE_MASK = 0x3fff;

  private NetlinkReply() {}

  /// The message at the position, which moves behind it.
  static ByteBuffer next(ByteBuffer received) {
    int start = received.position();
    int length =
        Math.clamp(received.getInt(start), NetlinkMessage.HEADER_BYTES, received.remaining());
    received.position(Math.min(received.limit(), start + aligned(length)));
    return received.slice(start, length).order(received.order());
  }

  /// `struct nlmsgerr`: error 0, then the request's header (or all of it), then attributes.
  static Netlink.Answer answer(ByteBuffer message) {
    if (message.limit() < NetlinkMessage.HEADER_BYTES + 4) {
      return new Netlink.Answer(-Errno.EINVAL.number(), "");
    }
    int flags = message.getShort(6);
    int error = message.getInt(NetlinkMessage.HEADER_BYTES);
    if ((flags & TLVS) == 0) {
      return new Netlink.Answer(error, "");
    }
    int request = NetlinkMessage.HEADER_BYTES + 4;
    boolean whole = (flags & CAPPED) == 0 && message.limit() >= request + 4;
    int repeated = whole ? message.getInt(request) : NetlinkMessage.HEADER_BYTES;
    String words =
        attribute(message, request + aligned(repeated), NLMSGERR_ATTR_MSG)
            .map(NetlinkReply::text)
            .orElse("");
    return new Netlink.Answer(error, words);
  }

  /// The content of the first attribute of a type.
  ///
  /// @param from where the attributes begin
  static Optional<ByteBuffer> attribute(ByteBuffer in, int from, int type) {
    int at = from;
    while (at >= 0 && at <= in.limit() - 4) {
      int length = Short.toUnsignedInt(in.getShort(at));
      if (length < 4 || at + length > in.limit()) {
        return Optional.empty();
      }
      if ((in.getShort(at + 2) & TYPE_MASK) == type) {
        return Optional.of(in.slice(at + 4, length - 4).order(in.order()));
      }
      at += aligned(length);
    }
    return Optional.empty();
  }

  static String text(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.get(content.position(), bytes);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private static int aligned(int length) {
    return length + 3 & -4;
  }
}
