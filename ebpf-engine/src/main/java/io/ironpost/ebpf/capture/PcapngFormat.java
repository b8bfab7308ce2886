package io.ironpost.ebpf.capture;

import io.ironpost.ebpf.packet.LinkType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The newer format (draft-ietf-opsawg-pcapng): blocks, in sections that have their own order of
/// bytes and their own interfaces. Blocks without packets are left out.
final class PcapngFormat implements CaptureFormat {
  private static final int SECTION = 0x0a0d0d0a;
  private static final long BYTE_ORDER = 0x1a2b3c4dL;
  private static final int INTERFACE = 1;
  private static final int OLD_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;

  private static final int BLOCK_HEADER = 8;
  private static final int SMALLEST_BLOCK = 12;

  /// Options are read of interfaces only, and those are short.
  private static final int MAX_INTERFACE_BLOCK = 64 << 10;

  /// A section with more is made to fill memory.
  private static final int MAX_INTERFACES = 4_096;

  private static final int OPTION_RESOLUTION = 9;
  private static final int OPTION_OFFSET = 14;
  private static final int MICROSECONDS = 6;

  /// @param cutBytes what packets were cut to; 0 for not at all
  private record Interface(Optional<LinkType> link, long cutBytes, int resolution, long offset) {}

  private final CaptureInput in;
  private final List<Interface> interfaces = new ArrayList<>();
  private long latestNanos;
  private long restBytes; // of the block that the last frame was in
  private boolean isCut;

  PcapngFormat(CaptureInput in) {
    this.in = in;
  }

  static boolean isOne(CaptureInput in) throws IOException {
    return in.has(4) && in.begins(0x0a, 0x0d, 0x0d, 0x0a);
  }

  @Override
  public boolean next(Frame frame) throws IOException {
    isCut = !in.skip(restBytes);
    restBytes = 0;
    while (!in.isAtEnd()) {
      if (!in.has(SMALLEST_BLOCK)) {
        isCut = true;
        return false;
      }
      if (in.begins(0x0a, 0x0d, 0x0d, 0x0a)) {
        section();
      }
      long length = blockLength();
      Found found = block((int) in.u32(0), length, frame);
      if (found != Found.NOTHING) {
        isCut = found == Found.END;
        return found == Found.FRAME;
      }
    }
    return false;
  }

  private enum Found {
    FRAME,
    NOTHING,
    END
  }

  private long blockLength() throws IOException {
    long length = in.u32(4);
    if (length < SMALLEST_BLOCK || length % 4 != 0) {
      throw new CaptureDamagedException("a block claims %d bytes".formatted(length));
    }
    return length;
  }

  /// The byte-order magic of a section stands behind its length.
  private void section() throws IOException {
    in.littleEndian(true);
    if (in.u32(8) != BYTE_ORDER) {
      in.littleEndian(false);
      if (in.u32(8) != BYTE_ORDER) {
        throw new CaptureDamagedException("a section without byte order");
      }
    }
    interfaces.clear();
  }

  private Found block(int type, long length, Frame frame) throws IOException {
    return switch (type) {
      case INTERFACE -> anInterface(length);
      case ENHANCED_PACKET -> enhanced(length, frame);
      case SIMPLE_PACKET -> simple(length, frame);
      case OLD_PACKET -> old(length, frame);
      case SECTION -> skip(length);
      default -> skip(length); // names, statistics, keys
    };
  }

  private Found skip(long length) throws IOException {
    return in.skip(length) ? Found.NOTHING : Found.END;
  }

  private Found anInterface(long length) throws IOException {
    if (length > MAX_INTERFACE_BLOCK || length < 20 || interfaces.size() == MAX_INTERFACES) {
      throw new CaptureDamagedException("an interface that is none");
    }
    if (!in.has((int) length)) {
      return Found.END;
    }
    interfaces.add(readInterface((int) length));
    in.advance((int) length);
    return Found.NOTHING;
  }

  private Interface readInterface(int length) {
    int resolution = MICROSECONDS;
    long offset = 0;
    int at = BLOCK_HEADER + 8;
    while (at + 4 <= length - 4) {
      int code = in.u16(at);
      int size = in.u16(at + 2);
      if (code == 0 || at + 4 + size > length - 4) {
        break;
      }
      if (code == OPTION_RESOLUTION && size >= 1) {
        resolution = in.u8(at + 4);
      } else if (code == OPTION_OFFSET && size >= 8) {
        offset = in.u64(at + 4);
      }
      at += 4 + (size + 3 & ~3);
    }
    return new Interface(LinkType.of(in.u16(8)), in.u32(12), resolution, offset);
  }

  private Found enhanced(long length, Frame frame) throws IOException {
    if (length < 32) {
      throw new CaptureDamagedException("a packet block of %d bytes".formatted(length));
    }
    if (!in.has(28)) {
      return Found.END;
    }
    return packet(in.u32(8), 28, length, frame);
  }

  private Found old(long length, Frame frame) throws IOException {
    if (length < 32) {
      throw new CaptureDamagedException("a packet block of %d bytes".formatted(length));
    }
    if (!in.has(28)) {
      return Found.END;
    }
    return packet(in.u16(8), 28, length, frame);
  }

  /// Both kinds have their times and lengths in the same places.
  private Found packet(long number, int header, long length, Frame frame) throws IOException {
    if (number >= interfaces.size()) {
      throw new CaptureDamagedException(
          "a packet of interface %d, which is none".formatted(number));
    }
    Interface from = interfaces.get((int) number);
    long ticks = in.u32(12) << 32 | in.u32(16);
    latestNanos = Times.ofTicks(ticks, from.resolution(), from.offset());
    frame.is(latestNanos, PcapFormat.wireBytes(in.u32(24)), from.link(), (int) number);
    return data(in.u32(20), header, length, frame);
  }

  /// Without a time of its own: as the one before.
  private Found simple(long length, Frame frame) throws IOException {
    if (length < 16 || interfaces.isEmpty()) {
      throw new CaptureDamagedException("a packet without interface");
    }
    Interface from = interfaces.getFirst();
    long wire = in.u32(8);
    long cut = from.cutBytes() == 0 ? wire : Math.min(from.cutBytes(), wire);
    frame.is(latestNanos, PcapFormat.wireBytes(wire), from.link(), 0);
    return data(Math.min(cut, length - 16), 12, length, frame);
  }

  private Found data(long held, int header, long length, Frame frame) throws IOException {
    if (held > MAX_FRAME || held > length - header - 4) {
      throw new CaptureDamagedException("a packet claims %d bytes".formatted(held));
    }
    if (!in.has(header + (int) held)) {
      return Found.END;
    }
    frame.lies(in.at() + header, (int) held);
    in.advance(header + (int) held);
    restBytes = length - header - held;
    return Found.FRAME;
  }

  @Override
  public boolean isCut() {
    return isCut;
  }
}
