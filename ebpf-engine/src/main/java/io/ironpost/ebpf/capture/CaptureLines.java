package io.ironpost.ebpf.capture;

import io.ironpost.ebpf.detect.Detectors;
import io.ironpost.ebpf.detect.LineSink;
import io.ironpost.ebpf.packet.Packet;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;

/// A capture as the lines that its packets make: what the detectors find, as they find it. So a
/// capture is read wherever a log is.
public final class CaptureLines extends InputStream {
  private static final int NEWLINE = 1;

  private final CaptureReader capture;
  private final Detectors detectors;
  private final Packet packet = new Packet();
  private byte[] pending = new byte[1 << 10];
  private int at;
  private int end;

  private CaptureLines(CaptureReader capture, DetectorsOf detectors) {
    this.capture = capture;
    this.detectors = detectors.writingTo(this::add);
  }

  /// Makes detectors that write where they are told.
  public interface DetectorsOf {
    Detectors writingTo(LineSink lines);
  }

  /// The lines of what the reader has left.
  public static CaptureLines of(CaptureReader capture, DetectorsOf detectors) {
    return new CaptureLines(capture, detectors);
  }

  private void add(byte[] line, int length) {
    if (end + length + NEWLINE > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(pending.length * 2, end + length + NEWLINE));
    }
    System.arraycopy(line, 0, pending, end, length);
    end += length;
    pending[end++] = '\n';
  }

  /// Goes on until there is a line; false at the end of the capture.
  private boolean fill() throws IOException {
    if (at < end) {
      return true;
    }
    at = 0;
    end = 0;
    try {
      while (end == 0 && capture.next(packet)) {
        detectors.see(packet);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException().initCause(e);
    }
    return end > 0;
  }

  @Override
  public int read() throws IOException {
    return fill() ? pending[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, end - at);
    System.arraycopy(pending, at, into, from, count);
    at += count;
    return count;
  }
}
