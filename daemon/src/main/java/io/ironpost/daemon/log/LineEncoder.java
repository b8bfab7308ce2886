package io.ironpost.daemon.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;

/// Between logback and a form of line.
final class LineEncoder extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};

  private final LineWriter writer;

  LineEncoder(LineWriter writer) {
    this.writer = writer;
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return writer.write(LogEntry.of(event));
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
