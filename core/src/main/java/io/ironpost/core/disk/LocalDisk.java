package io.ironpost.core.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// This machine's file systems.
public final class LocalDisk implements Disk {
  private static final FileAttribute<?>[] AS_USUAL = {};

  private final FileAttribute<?>[] made;

  /// Files are made as the umask has it.
  public LocalDisk() {
    this(AS_USUAL);
  }

  private LocalDisk(FileAttribute<?>... made) {
    this.made = made;
  }

  /// Files are made for the owner and the group alone: what a daemon keeps holds lines of logs.
  public static LocalDisk ofState() {
    return new LocalDisk(
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
  }

  @Override
  public byte[] read(Path file, int maxBytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new IOException(file + " has more than " + maxBytes + " bytes");
      }
      return bytes;
    }
  }

  @Override
  public void append(Path file, byte[] bytes) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), made)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  @Override
  public void sync(Path fileOrFolder) throws IOException {
    // Linux lets a folder be opened for reading and synced (fsync(2)).
    try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }
}
