package io.ironpost.ebpf.capture;

import java.io.IOException;

/// A capture cannot be read on; what stands before was read.
public final class CaptureDamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  CaptureDamagedException(String what) {
    super("damaged capture: " + what + "; what it holds up to there was read");
  }
}
