package io.ironpost.bench.wire;

import java.util.HexFormat;

/// The packets that are measured. From `192.0.2.1` and `2001:db8::1`, port 40000 to port 443.
final class Frames {
  static final String SOURCE_V4 = "192.0.2.1";
  static final String SOURCE_V6 = "2001:db8::1";

  private static final String ETHERNET = "020000000002 020000000001";
  private static final String PORTS = "9c40 01bb";
  private static final String ACK = PORTS + "00000001 00000001 5010 ffff 0000 0000";
  private static final String SYN = PORTS + "00000001 00000000 5002 ffff 0000 0000";
  private static final String ADDRESSES_V4 = "c0000201 c0000202";
  private static final String TCP_IN_V4 = "0800 4500 0028 1234 4000 4006 0000" + ADDRESSES_V4;
  private static final String ADDRESSES_V6 =
      "20010db8000000000000000000000001 20010db8000000000000000000000002";

  static final byte[] TCP_V4 = frame(TCP_IN_V4 + ACK);
  static final byte[] SYN_V4 = frame(TCP_IN_V4 + SYN);
  static final byte[] UDP_V4 =
      frame(
          "0800 4500 0028 1234 4000 4011 0000"
              + ADDRESSES_V4
              + PORTS
              + "0014 0000"
              + "00".repeat(12));
  static final byte[] QINQ = frame("88a8 0001 8100 0002" + TCP_IN_V4 + ACK);
  static final byte[] TCP_V6 = frame("86dd 60000000 0014 06 40" + ADDRESSES_V6 + ACK);

  /// Hop-by-hop options, destination options, routing and a whole fragment.
  static final byte[] CHAIN =
      frame(
          "86dd 60000000 0034 00 40"
              + ADDRESSES_V6
              + "3c00000000000000 2b00000000000000 2c00000000000000 0600000000000001"
              + ACK);

  private Frames() {}

  private static byte[] frame(String hex) {
    return HexFormat.of().parseHex((ETHERNET + hex).replace(" ", ""));
  }
}
