package io.ironpost.bench.gen;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file of a given number of lines; what comes after the last is left out.
final class LineFile implements AutoCloseable {
  /// One write call per so many characters, not per line.
  private static final int BUFFER_CHARS = 1 << 20;

  private final BufferedWriter writer;
  private final int limit;
  private int written;

  LineFile(Path path, int limit) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    this.writer =
        new BufferedWriter(
            new OutputStreamWriter(Files.newOutputStream(path), StandardCharsets.UTF_8),
            BUFFER_CHARS);
    this.limit = limit;
  }

  boolean isFull() {
    return written >= limit;
  }

  /// Lines written so far, which is also the number of the last one.
  int written() {
    return written;
  }

  /// Writes a line; false when the file is full.
  boolean write(CharSequence line) {
    if (isFull()) {
      return false;
    }
    try {
      writer.append(line).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    written++;
    return true;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
