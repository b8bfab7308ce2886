package io.ironpost.alerts.sink.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.IntSupplier;

/// A disk with room for so many bytes more: what does not fit is written in part, as write(2) does.
final class FullTape implements Tape {
  private final Tape real;
  private final IntSupplier room;

  FullTape(Tape real, IntSupplier room) {
    this.real = real;
    this.room = room;
  }

  static Tape.Opener opener(Path onlyThis, IntSupplier room) {
    LocalTape.Opener real = new LocalTape.Opener(0640);
    return new Tape.Opener() {
      @Override
      public Tape open(Path file) throws IOException {
        Tape tape = real.open(file);
        return file.equals(onlyThis) ? new FullTape(tape, room) : tape;
      }

      @Override
      public void rename(Path from, Path to) throws IOException {
        real.rename(from, to);
      }

      @Override
      public void delete(Path file) throws IOException {
        real.delete(file);
      }
    };
  }

  @Override
  public void append(byte[] bytes) throws IOException {
    int fits = Math.min(bytes.length, room.getAsInt());
    real.append(Arrays.copyOf(bytes, fits));
    if (fits < bytes.length) {
      throw new IOException("No space left on device");
    }
  }

  @Override
  public long length() throws IOException {
    return real.length();
  }

  @Override
  public Instant lastWrite() throws IOException {
    return real.lastWrite();
  }

  @Override
  public byte[] read(long from, long to) throws IOException {
    return real.read(from, to);
  }

  @Override
  public void truncate(long length) throws IOException {
    real.truncate(length);
  }

  @Override
  public void sync() throws IOException {
    real.sync();
  }

  @Override
  public boolean isInPlace() {
    return real.isInPlace();
  }

  @Override
  public void close() throws IOException {
    real.close();
  }
}
