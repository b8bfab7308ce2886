package io.ironpost.bench.tail;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A way to rotate a log.
enum Scenario {
  /// logrotate's `create`: the writer goes on in a new file.
  RENAME("rename and create") {
    @Override
    void rotate(Path log, int number) throws IOException {
      Files.move(log, rotated(log, number));
      Files.createFile(log);
    }
  },
  /// logrotate's `copytruncate`, with the copies left beside the log.
  COPY_TRUNCATE("copytruncate") {
    @Override
    void rotate(Path log, int number) throws IOException {
      Files.copy(log, rotated(log, number));
      truncate(log);
    }
  },
  /// `> log`: what was not read is nowhere.
  TRUNCATE("truncated, no copy") {
    @Override
    void rotate(Path log, int number) throws IOException {
      truncate(log);
    }
  },
  /// The rotated file is deleted while the collector may be stopped; the new one mostly gets its
  /// inode number.
  INODE_REUSE("deleted, inode reused") {
    @Override
    void rotate(Path log, int number) throws IOException {
      Files.delete(log);
      Files.createFile(log);
    }
  };

  private final String words;

  Scenario(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /// Whether what is not read yet is kept somewhere. Otherwise the writer lets everything be read
  /// before it rotates: what is gone cannot be read by anybody.
  boolean keepsAll() {
    return this == RENAME || this == COPY_TRUNCATE;
  }

  abstract void rotate(Path log, int number) throws IOException;

  private static Path rotated(Path log, int number) {
    return log.resolveSibling(log.getFileName() + "." + number);
  }

  private static void truncate(Path log) throws IOException {
    FileChannel.open(log, StandardOpenOption.WRITE).truncate(0).close();
  }
}
