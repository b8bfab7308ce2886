package io.ironpost.cli.support;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/// Writes a tar archive (POSIX.1-1988 ustar): text files with short names, which is all we need.
final class TarFile {
  private static final int BLOCK = 512;
  private static final int CHECKSUM_AT = 148;
  private static final int MAX_NAME = 99;

  private final OutputStream out;
  private final Instant time;

  TarFile(OutputStream out, Instant time) {
    this.out = out;
    this.time = time;
  }

  void add(String name, byte[] content) throws IOException {
    if (name.length() > MAX_NAME) {
      throw new IllegalArgumentException("a name of ours is too long: " + name);
    }
    out.write(header(name, content.length));
    out.write(content);
    out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  private byte[] header(String name, int size) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000600");
    put(header, 108, "0000000"); // owner and group: nobody's business
    put(header, 116, "0000000");
    put(header, 124, octal(size));
    put(header, 136, octal(time.getEpochSecond()));
    put(header, CHECKSUM_AT, "        ");
    put(header, 156, "0"); // a plain file
    put(header, 257, "ustar");
    put(header, 263, "00");
    int sum = 0;
    for (byte b : header) {
      sum += b;
    }
    put(header, CHECKSUM_AT, String.format(Locale.ROOT, "%06o\0 ", sum));
    return header;
  }

  private static String octal(long number) {
    return String.format(Locale.ROOT, "%011o", number);
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  /// The end: two empty blocks.
  void finish() throws IOException {
    out.write(new byte[2 * BLOCK]);
  }
}
