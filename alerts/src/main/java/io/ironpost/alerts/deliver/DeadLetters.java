package io.ironpost.alerts.deliver;

import io.ironpost.alerts.format.JsonLine;
import io.ironpost.alerts.sink.Message;
import io.ironpost.core.disk.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/// Messages that a receiver will never take, one to a line with the reason, for somebody to look
/// at. Two files at most: when the first is full it takes the place of the second.
public final class DeadLetters {
  /// About 150 of the largest messages, or 5,000 of usual size.
  public static final int DEFAULT_MAX_BYTES = 10 << 20;

  private static final byte[] LINE_END = {'\n'};

  private final Disk disk;
  private final Path file;
  private final int maxBytes;
  private long bytes = -1;

  public DeadLetters(Disk disk, Path file, int maxBytes) {
    this.disk = disk;
    this.file = file;
    this.maxBytes = maxBytes;
  }

  void keep(Message message, String why, Instant now) throws IOException {
    byte[] line =
        JsonLine.of(json -> {
          json.writeStringProperty("refused_at", now.toString());
          json.writeStringProperty("why", why);
          json.writeStringProperty("alert", message.update().key());
          json.writeStringProperty("message", new String(message.text(), StandardCharsets.UTF_8));
        });
    if (size() + line.length >= maxBytes) {
      disk.rename(file, file.resolveSibling(file.getFileName() + ".1"));
      bytes = 0;
    }
    bytes += line.length + 1L;
    byte[] whole = new byte[line.length + 1];
    System.arraycopy(line, 0, whole, 0, line.length);
    System.arraycopy(LINE_END, 0, whole, line.length, 1);
    disk.append(file, whole);
    disk.sync(file);
  }

  private long size() {
    if (bytes < 0) {
      try {
        bytes = disk.read(file, maxBytes).length;
      } catch (NoSuchFileException _) {
        bytes = 0;
      } catch (IOException _) {
        bytes = maxBytes; // it is too long, or cannot be read: a new one is begun
      }
    }
    return bytes;
  }
}
