package io.ironpost.ebpf.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// A capture in the making, in either format and order of bytes.
final class CaptureFile {
  static final byte[] SYN =
      HexFormat.of()
          .parseHex(
              "020000000002020000000001080045000028000100004006000001020304c000020a"
                  + "9c40001600000001000000005002ffff00000000");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ByteOrder order;

  CaptureFile(ByteOrder order) {
    this.order = order;
  }

  private CaptureFile put(int capacity, java.util.function.Consumer<ByteBuffer> filler) {
    ByteBuffer buffer = ByteBuffer.allocate(capacity).order(order);
    filler.accept(buffer);
    bytes.write(buffer.array(), 0, buffer.position());
    return this;
  }

  static CaptureFile pcap(ByteOrder order, int magic, int link) {
    return new CaptureFile(order)
        .put(
            24,
            b ->
                b.putInt(magic)
                    .putShort((short) 2)
                    .putShort((short) 4)
                    .putLong(0)
                    .putInt(65_535)
                    .putInt(link));
  }

  CaptureFile record(int seconds, int fraction, byte[] frame, int wireBytes) {
    return put(
        16 + frame.length,
        b -> b.putInt(seconds).putInt(fraction).putInt(frame.length).putInt(wireBytes).put(frame));
  }

  CaptureFile section() {
    return block(
        0x0a0d0d0a,
        16,
        b -> b.putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0).putLong(-1));
  }

  CaptureFile anInterface(int link, int cutBytes) {
    return block(1, 8, b -> b.putShort((short) link).putShort((short) 0).putInt(cutBytes));
  }

  /// With the unit of its times, behind an option that is to be left out.
  CaptureFile anInterface(int link, int resolution, long offset) {
    return block(
        1,
        8 + 8 + 8 + 12 + 4,
        b ->
            b.putShort((short) link)
                .putShort((short) 0)
                .putInt(0)
                .putShort((short) 2)
                .putShort((short) 3)
                .put(new byte[] {'e', 't', 'h', 0})
                .putShort((short) 9)
                .putShort((short) 1)
                .put(new byte[] {(byte) resolution, 0, 0, 0})
                .putShort((short) 14)
                .putShort((short) 8)
                .putLong(offset)
                .putInt(0));
  }

  CaptureFile enhanced(int number, long ticks, byte[] frame) {
    return block(
        6,
        20 + padded(frame.length),
        b ->
            b.putInt(number)
                .putInt((int) (ticks >>> 32))
                .putInt((int) ticks)
                .putInt(frame.length)
                .putInt(frame.length)
                .put(frame));
  }

  CaptureFile simple(byte[] frame, int wireBytes) {
    return block(3, 4 + padded(frame.length), b -> b.putInt(wireBytes).put(frame));
  }

  CaptureFile block(int type, int bodyBytes, java.util.function.Consumer<ByteBuffer> body) {
    ByteBuffer inner = ByteBuffer.allocate(bodyBytes).order(order);
    body.accept(inner);
    return put(
        12 + bodyBytes,
        b -> b.putInt(type).putInt(12 + bodyBytes).put(inner.array()).putInt(12 + bodyBytes));
  }

  private static int padded(int length) {
    return length + 3 & ~3;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
