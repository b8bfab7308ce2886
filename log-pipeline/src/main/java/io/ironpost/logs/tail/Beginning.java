package io.ironpost.logs.tail;

import io.ironpost.logs.collect.FileKind;
import io.ironpost.logs.collect.Newlines;
import io.ironpost.logs.tail.TailSettings.From;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Where reading begins in a file that nothing is known of.
final class Beginning {
  /// Up to here the lines that are passed over are counted, so that line numbers are those of the
  /// file. It takes a few milliseconds; for gigabytes a start would wait for seconds.
  static final long COUNTED_BYTES = 64L << 20;

  private final From from;
  private final int maxLine;
  private final byte[] buffer;

  Beginning(From from, int maxLine) {
    this.from = from;
    this.maxLine = maxLine;
    this.buffer = new byte[maxLine];
  }

  static boolean isText(FileChannel file) throws IOException {
    byte[] head = new byte[FileKind.HEAD_BYTES];
    int length = Math.max(0, Extent.read(file, ByteBuffer.wrap(head), 0));
    return FileKind.of(head, length) == FileKind.PLAIN;
  }

  /// @param wasThere whether the file is older than the first start
  Bookmark of(Walk.Found found, FileChannel file, boolean wasThere) throws IOException {
    long born = found.stat().bornMicros();
    Fingerprint print = Fingerprint.of(file);
    if (print.length() == 0) {
      // It may have been truncated just now: what is rotated up to now is not to be read.
      born = Math.max(born, Siblings.youngest(found.path()));
    }
    Bookmark beginning = Bookmark.beginning(found.path(), born).knowing(print);
    if (!wasThere || from == From.BEGINNING) {
      return beginning;
    }
    long place = lastLineStart(file, file.size());
    return beginning.at(place, place <= COUNTED_BYTES ? 1 + linesBefore(file, place) : 1, false);
  }

  /// A line that is just being written is read whole.
  private long lastLineStart(FileChannel file, long size) throws IOException {
    long from = Math.max(0, size - maxLine);
    int filled =
        Math.max(0, Extent.read(file, ByteBuffer.wrap(buffer, 0, (int) (size - from)), from));
    int lineFeed = Newlines.last(buffer, 0, filled);
    return lineFeed < 0 && from > 0 ? size : from + lineFeed + 1;
  }

  private long linesBefore(FileChannel file, long end) throws IOException {
    long lines = 0;
    long at = 0;
    while (at < end) {
      int most = (int) Math.min(buffer.length, end - at);
      int read = Extent.read(file, ByteBuffer.wrap(buffer, 0, most), at);
      if (read <= 0) {
        break;
      }
      lines += Newlines.count(buffer, 0, read);
      at += read;
    }
    return lines;
  }
}
