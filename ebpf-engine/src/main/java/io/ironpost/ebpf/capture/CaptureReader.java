package io.ironpost.ebpf.capture;

import io.ironpost.ebpf.packet.Decoded;
import io.ironpost.ebpf.packet.Direction;
import io.ironpost.ebpf.packet.FrameDecoder;
import io.ironpost.ebpf.packet.Packet;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/// Reads the packets of a capture, pcap or pcapng in either order of bytes, one at a time: a window
/// of a packet's size is all that is in memory.
///
/// A capture rarely says which addresses are those of the host it was made on (only Linux's cooked
/// frames do), so directions are unknown. The detectors go by who spoke first: whoever gets a SYN,
/// or a datagram that is no answer, is the target; whoever sent it, the source.
public final class CaptureReader {
  private final CaptureInput in;
  private final CaptureFormat format;
  private final CaptureFormat.Frame frame = new CaptureFormat.Frame();
  private final FrameDecoder decoder = new FrameDecoder();
  private final long[] counts = new long[Decoded.values().length];
  private long bytes;
  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos;

  private CaptureReader(CaptureInput in, CaptureFormat format) {
    this.in = in;
    this.format = format;
  }

  /// Reads the head of a capture. The stream stays the caller's to close.
  ///
  /// @throws CaptureDamagedException when it is none
  public static CaptureReader open(InputStream stream) throws IOException {
    CaptureInput in = new CaptureInput(stream);
    if (PcapngFormat.isOne(in)) {
      return new CaptureReader(in, new PcapngFormat(in));
    }
    if (PcapFormat.isOne(in)) {
      return new CaptureReader(in, PcapFormat.open(in));
    }
    throw new CaptureDamagedException("it is neither pcap nor pcapng");
  }

  /// Fills the packet with the next one that can be told; false at the end.
  ///
  /// @throws IOException when the file cannot be read on
  public boolean next(Packet packet) throws IOException {
    while (format.next(frame)) {
      Decoded decoded = decode(packet);
      counts[decoded.ordinal()]++;
      bytes += frame.end() - frame.start();
      if (decoded == Decoded.PACKET) {
        firstNanos = Math.min(firstNanos, frame.timeNanos());
        lastNanos = Math.max(lastNanos, frame.timeNanos());
        return true;
      }
    }
    return false;
  }

  private Decoded decode(Packet packet) {
    packet.begin(frame.timeNanos(), Direction.UNKNOWN, frame.interfaceIndex());
    if (frame.link().isEmpty()) {
      return Decoded.UNKNOWN_LINK;
    }
    return decoder.decode(
        in.bytes(), frame.start(), frame.end(), frame.wireBytes(), frame.link().get(), packet);
  }

  /// What was read so far.
  public CaptureSummary summary() {
    Map<Decoded, Long> frames = new EnumMap<>(Decoded.class);
    for (Decoded decoded : Decoded.values()) {
      if (counts[decoded.ordinal()] > 0) {
        frames.put(decoded, counts[decoded.ordinal()]);
      }
    }
    long first = firstNanos == Long.MAX_VALUE ? 0 : firstNanos;
    return new CaptureSummary(
        frames,
        bytes,
        Instant.EPOCH.plusNanos(first),
        Instant.EPOCH.plusNanos(lastNanos),
        format.isCut());
  }
}
