package io.ironpost.logs.collect;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// What a file is, by its first bytes (the numbers are those of the `magic` database of file(1)).
public enum FileKind {
  PLAIN("text"),
  GZIP("gzip archive"),
  ZSTD("zstd archive"),
  XZ("xz archive"),
  CAPTURE("packet capture"),
  BINARY("binary file");

  /// Enough for every magic number below.
  public static final int HEAD_BYTES = 16;

  private record Magic(FileKind kind, byte[] bytes) {
    boolean begins(byte[] head, int length) {
      if (length < bytes.length) {
        return false;
      }
      int same = 0;
      while (same < bytes.length && head[same] == bytes[same]) {
        same++;
      }
      return same == bytes.length;
    }
  }

  private static final List<Magic> MAGICS =
      List.of(
          bytes(GZIP, "1f8b"),
          bytes(ZSTD, "28b52ffd"),
          bytes(XZ, "fd377a585a00"),
          bytes(CAPTURE, "d4c3b2a1"),
          bytes(CAPTURE, "a1b2c3d4"),
          bytes(CAPTURE, "4d3cb2a1"), // with nanoseconds
          bytes(CAPTURE, "a1b23c4d"),
          bytes(CAPTURE, "0a0d0d0a"), // pcapng
          bytes(BINARY, "7f454c46"), // ELF
          bytes(BINARY, "cafebabe"), // class file
          bytes(BINARY, "89504e47"), // PNG
          bytes(BINARY, "ffd8ff"), // JPEG
          bytes(BINARY, "377abcaf"), // 7z
          text(BINARY, "PK\3\4"),
          text(BINARY, "BZh"),
          text(BINARY, "GIF8"),
          text(BINARY, "%PDF"),
          text(BINARY, "SQLite format 3\0"),
          text(BINARY, "LPKSHHRH"), // systemd journal
          text(BINARY, "ElfFile\0"), // Windows event log
          text(BINARY, "regf"));

  private final String words;

  FileKind(String words) {
    this.words = words;
  }

  public static FileKind of(byte[] head, int length) {
    for (Magic magic : MAGICS) {
      if (magic.begins(head, length)) {
        return magic.kind();
      }
    }
    return PLAIN;
  }

  /// For people: `packet capture`.
  public String words() {
    return words;
  }

  private static Magic bytes(FileKind kind, String hex) {
    return new Magic(kind, HexFormat.of().parseHex(hex));
  }

  private static Magic text(FileKind kind, String ascii) {
    return new Magic(kind, ascii.getBytes(StandardCharsets.US_ASCII));
  }
}
