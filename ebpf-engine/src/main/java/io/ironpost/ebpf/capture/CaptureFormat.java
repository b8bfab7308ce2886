package io.ironpost.ebpf.capture;

import io.ironpost.ebpf.packet.LinkType;
import java.io.IOException;
import java.util.Optional;

/// A file format of captures. Finds one frame after the other and leaves its bytes in the input.
interface CaptureFormat {
  /// More bytes of one frame are damage: libpcap writes 262,144 at most (its MAXIMUM_SNAPLEN).
  int MAX_FRAME = 262_144;

  /// Moves to the next frame; false at the end of the file.
  ///
  /// @throws CaptureDamagedException when what follows is no frame
  boolean next(Frame frame) throws IOException;

  /// Whether the file ended within a frame, as it does when a capture is interrupted.
  boolean isCut();

  /// Where a frame lies. Filled again for each.
  final class Frame {
    private long timeNanos;
    private int start;
    private int length;
    private int wireBytes;
    private Optional<LinkType> link = Optional.empty();
    private int interfaceIndex;

    void is(long timeNanos, int wireBytes, Optional<LinkType> link, int interfaceIndex) {
      this.timeNanos = timeNanos;
      this.wireBytes = wireBytes;
      this.link = link;
      this.interfaceIndex = interfaceIndex;
    }

    /// @param start in the bytes of the [CaptureInput]
    void lies(int start, int length) {
      this.start = start;
      this.length = length;
    }

    long timeNanos() {
      return timeNanos;
    }

    int start() {
      return start;
    }

    int end() {
      return start + length;
    }

    int wireBytes() {
      return wireBytes;
    }

    Optional<LinkType> link() {
      return link;
    }

    int interfaceIndex() {
      return interfaceIndex;
    }
  }
}
