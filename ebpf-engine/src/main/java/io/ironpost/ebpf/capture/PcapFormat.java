package io.ironpost.ebpf.capture;

import io.ironpost.ebpf.packet.LinkType;
import java.io.IOException;
import java.util.Optional;

/// The classic format (draft-ietf-opsawg-pcap): one header, then records.
final class PcapFormat implements CaptureFormat {
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final long MICROS = 0xa1b2c3d4L;
  private static final long NANOS = 0xa1b23c4dL;

  /// The upper bits of the link type tell of checksums behind the frame.
  private static final int LINK_BITS = 0xffff;

  private final CaptureInput in;
  private final long nanosPerFraction;
  private final Optional<LinkType> link;
  private boolean isCut;

  private PcapFormat(CaptureInput in, long nanosPerFraction, Optional<LinkType> link) {
    this.in = in;
    this.nanosPerFraction = nanosPerFraction;
    this.link = link;
  }

  /// Whether the input begins as one; the order of bytes is then set.
  static boolean isOne(CaptureInput in) throws IOException {
    if (!in.has(4)) {
      return false;
    }
    for (boolean isLittle : new boolean[] {true, false}) {
      in.littleEndian(isLittle);
      if (in.u32(0) == MICROS || in.u32(0) == NANOS) {
        return true;
      }
    }
    return false;
  }

  static PcapFormat open(CaptureInput in) throws IOException {
    if (!in.has(FILE_HEADER)) {
      throw new CaptureDamagedException("it ends within its header");
    }
    long nanosPerFraction = in.u32(0) == NANOS ? 1 : 1_000;
    Optional<LinkType> link = LinkType.of((int) in.u32(20) & LINK_BITS);
    in.advance(FILE_HEADER);
    return new PcapFormat(in, nanosPerFraction, link);
  }

  @Override
  public boolean next(Frame frame) throws IOException {
    if (in.isAtEnd()) {
      return false;
    }
    if (!in.has(RECORD_HEADER)) {
      isCut = true;
      return false;
    }
    long length = in.u32(8);
    if (length > MAX_FRAME) {
      throw new CaptureDamagedException("a packet claims %d bytes".formatted(length));
    }
    long time = Times.of(in.u32(0), in.u32(4) * nanosPerFraction);
    frame.is(time, wireBytes(in.u32(12)), link, 0);
    in.advance(RECORD_HEADER);
    if (!in.has((int) length)) {
      isCut = true;
      return false;
    }
    frame.lies(in.at(), (int) length);
    in.advance((int) length);
    return true;
  }

  static int wireBytes(long claimed) {
    return (int) Math.min(claimed, MAX_FRAME);
  }

  @Override
  public boolean isCut() {
    return isCut;
  }
}
