package io.ironpost.ebpf.guard;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/// A frame in the making, from the outside inwards. Lengths are filled in by [#bytes].
final class Frame {
  static final int FIN = 0x01;
  static final int SYN = 0x02;
  static final int RST = 0x04;
  static final int PSH = 0x08;
  static final int ACK = 0x10;
  static final int URG = 0x20;

  private static final String SOURCE_V4 = "c0a80001"; // 192.168.0.1
  private static final String TARGET_V4 = "0a000002"; // 10.0.0.2
  private static final String SOURCE_V6 = "20010db8000000000000000000000001";
  private static final String TARGET_V6 = "20010db8000000000000000000000002";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int ip = -1;
  private boolean v6;

  /// A frame whose EtherType comes next.
  static Frame ethernet() {
    return new Frame().hex("020000000002 020000000001");
  }

  /// A whole packet from `192.168.0.1` to `10.0.0.2`.
  static Frame v4(int protocol) {
    return ethernet().ipv4(protocol);
  }

  /// A whole packet from `2001:db8::1` to `2001:db8::2`.
  static Frame v6(int next) {
    return ethernet().ipv6(next);
  }

  /// 802.1Q.
  Frame tag(int number) {
    return hex("8100").number(number, 2);
  }

  /// 802.1ad.
  Frame serviceTag(int number) {
    return hex("88a8").number(number, 2);
  }

  Frame ipv4(int protocol) {
    return ipv4(SOURCE_V4, 0, protocol, "");
  }

  /// @param source eight hex digits
  Frame ipv4From(String source, int protocol) {
    return ipv4(source, 0, protocol, "");
  }

  /// @param fragment flags and offset
  /// @param options whole words, in hex
  Frame ipv4(String source, int fragment, int protocol, String options) {
    hex("0800");
    ip = bytes.size();
    int words = 5 + options.replace(" ", "").length() / 8;
    return number(0x40 | words, 1)
        .hex("00 0000 1234")
        .number(fragment, 2)
        .hex("40")
        .number(protocol, 1)
        .hex("0000")
        .hex(source)
        .hex(TARGET_V4)
        .hex(options);
  }

  Frame ipv6(int next) {
    return ipv6From(SOURCE_V6, next);
  }

  Frame ipv6From(String source, int next) {
    hex("86dd");
    ip = bytes.size();
    v6 = true;
    return hex("60000000 0000").number(next, 1).hex("40").hex(source).hex(TARGET_V6);
  }

  /// Hop-by-hop, routing or destination options.
  ///
  /// @param units of eight bytes behind the first eight
  Frame options(int next, int units) {
    return number(next, 1).number(units, 1).hex("00".repeat(6 + 8 * units));
  }

  /// @param offset in units of eight bytes
  Frame fragment(int next, int offset) {
    return number(next, 1).hex("00").number(offset << 3, 2).hex("00000001");
  }

  /// @param words behind the first two
  Frame authentication(int next, int words) {
    return number(next, 1).number(words, 1).hex("00".repeat(6 + 4 * words));
  }

  Frame tcp(int source, int target, int flags) {
    return number(source, 2)
        .number(target, 2)
        .hex("00000001 00000000 50")
        .number(flags, 1)
        .hex("ffff 0000 0000");
  }

  Frame udp(int source, int target, String payload) {
    return number(source, 2)
        .number(target, 2)
        .number(8 + payload.replace(" ", "").length() / 2, 2)
        .hex("0000")
        .hex(payload);
  }

  Frame icmp(int type, int code) {
    return number(type, 1).number(code, 1).hex("0000 00010001");
  }

  /// Who has 10.0.0.2?
  Frame arp() {
    return hex("0806 0001 0800 06 04 0001 020000000001 c0a80001 000000000000 0a000002");
  }

  Frame hex(String more) {
    bytes.writeBytes(HexFormat.of().parseHex(more.replace(" ", "")));
    return this;
  }

  private Frame number(int value, int size) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
      bytes.write(value >>> shift);
    }
    return this;
  }

  /// The frame, with IP's length field telling the truth.
  byte[] bytes() {
    byte[] all = bytes.toByteArray();
    if (ip >= 0) {
      int length = all.length - ip - (v6 ? 40 : 0);
      int at = ip + (v6 ? 4 : 2);
      all[at] = (byte) (length >>> 8);
      all[at + 1] = (byte) length;
    }
    return all;
  }
}
