package io.ironpost.ebpf.detect;

import java.util.concurrent.atomic.LongAdder;

/// Where findings go, counted.
final class Reports {
  private final LineSink lines;
  private final LongAdder told = new LongAdder();

  Reports(LineSink lines) {
    this.lines = lines;
  }

  void tell(Finding finding) throws InterruptedException {
    byte[] line = finding.line();
    lines.line(line, line.length);
    told.increment();
  }

  long told() {
    return told.sum();
  }
}
