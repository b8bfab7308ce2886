package io.ironpost.ebpf.capture;

import io.ironpost.ebpf.packet.Decoded;
import java.time.Instant;
import java.util.Map;

/// What a capture held.
///
/// @param frames by what became of them; those that did not occur are left out
/// @param bytes of frames that are in the file
/// @param first time of the earliest packet; the epoch when there is none
/// @param last time of the latest
/// @param isCut whether the file ended within a frame
public record CaptureSummary(
    Map<Decoded, Long> frames, long bytes, Instant first, Instant last, boolean isCut) {
  public CaptureSummary {
    frames = Map.copyOf(frames);
  }

  public long packets() {
    return frames.getOrDefault(Decoded.PACKET, 0L);
  }
}
