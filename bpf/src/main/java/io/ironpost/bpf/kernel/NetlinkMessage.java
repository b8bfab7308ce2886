package io.ironpost.bpf.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A request to rtnetlink(7): a header, a fixed part, attributes, all aligned to four bytes.
final class NetlinkMessage {
  static final short REQUEST = 1; // include/uapi/linux/netlink.h, NLM_F_*
  static final short ACK = 4;
  static final short DUMP = 0x300;
  static final short REPLACE = 0x100;
  static final short EXCLUSIVE = 0x200;
  static final short CREATE = 0x400;

  static final int HEADER_BYTES = 16;
  private static final short NESTED = (short) 0x8000;
  private static final int MAX_BYTES = 512;

  private final ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES).order(ByteOrder.nativeOrder());

  /// @param fixed what stands before the attributes, in whole words
  NetlinkMessage(short type, int flags, int... fixed) {
    bytes.position(4); // the length, written at last
    bytes.putShort(type).putShort((short) (REQUEST | flags)).putInt(0).putInt(0);
    for (int word : fixed) {
      bytes.putInt(word);
    }
  }

  NetlinkMessage attribute(short type, int value) {
    bytes.putShort((short) 8).putShort(type).putInt(value);
    return this;
  }

  NetlinkMessage attribute(short type, String value) {
    byte[] text = value.getBytes(StandardCharsets.US_ASCII);
    bytes.putShort((short) (4 + text.length + 1)).putShort(type).put(text).put((byte) 0);
    while (bytes.position() % 4 != 0) {
      bytes.put((byte) 0);
    }
    return this;
  }

  /// Begins an attribute of attributes.
  ///
  /// @return what [#close] wants
  int open(short type) {
    int start = bytes.position();
    bytes.putShort((short) 0).putShort((short) (type | NESTED));
    return start;
  }

  NetlinkMessage close(int start) {
    bytes.putShort(start, (short) (bytes.position() - start));
    return this;
  }

  ByteBuffer finished() {
    bytes.putInt(0, bytes.position());
    return bytes.duplicate().order(ByteOrder.nativeOrder()).flip();
  }
}
