package io.ironpost.cli.replay;

import io.ironpost.ebpf.capture.CaptureLines;
import io.ironpost.ebpf.capture.CaptureReader;
import io.ironpost.ebpf.detect.DetectorSettings;
import io.ironpost.ebpf.detect.Detectors;
import io.ironpost.logs.collect.CaptureReading;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Captures of a run: what the detectors see in each becomes lines for the rules. Each capture is
/// judged for itself; their times need not follow one another.
final class Captures implements CaptureReading {
  /// The same capture is to give the same findings each time, so there is no chance in it. Who
  /// knows the seed can crowd some places of the tables, which costs him evidence of his own only.
  private static final long SEED = 0x1203_0405_0607_0809L;

  private record Opened(String source, CaptureReader reader, Detectors detectors) {}

  private final List<Opened> opened = new ArrayList<>();

  @Override
  public InputStream lines(String source, InputStream capture) throws IOException {
    CaptureReader reader = CaptureReader.open(capture);
    return CaptureLines.of(
        reader,
        sink -> {
          Detectors detectors = new Detectors(DetectorSettings.defaults(), sink, SEED);
          opened.add(new Opened(source, reader, detectors));
          return detectors;
        });
  }

  /// What was seen, in the order of reading.
  List<CaptureSeen> seen() {
    return opened.stream()
        .map(one ->
            new CaptureSeen(
                one.source(),
                one.reader().summary(),
                one.detectors().told(),
                one.detectors().evicted()))
        .toList();
  }
}
