package io.ironpost.alerts.sink.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A file of this machine.
final class LocalTape implements Tape {
  private final Path file;
  private final FileChannel channel;

  /// Device and inode.
  private final @Nullable Object identity;

  private LocalTape(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.identity = identity(file);
  }

  @Override
  public long length() throws IOException {
    return channel.size();
  }

  @Override
  public Instant lastWrite() throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }

  @Override
  public byte[] read(long from, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(to - from));
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
      // a read may give less than was asked for
    }
    byte[] read = new byte[bytes.position()];
    bytes.flip().get(read);
    return read;
  }

  @Override
  public void append(byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    long at = channel.size();
    while (left.hasRemaining()) {
      at += channel.write(left, at);
    }
  }

  @Override
  public void truncate(long length) throws IOException {
    channel.truncate(length);
  }

  @Override
  public void sync() throws IOException {
    channel.force(true);
  }

  @Override
  public boolean isInPlace() {
    try {
      return Objects.equals(identity, identity(file));
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static @Nullable Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /// @param mode permissions of new files, as open(2) takes them
  record Opener(int mode) implements Tape.Opener {
    @Override
    public Tape open(Path file) throws IOException {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(permissions()));
      try {
        return new LocalTape(file, channel);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      try {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (NoSuchFileException _) {
        // Not rotated that often yet.
      }
    }

    @Override
    public void delete(Path file) throws IOException {
      Files.deleteIfExists(file);
    }

    /// The bits of a mode from the left: read, write, execute for owner, group, others.
    private Set<PosixFilePermission> permissions() {
      Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
      PosixFilePermission[] leftToRight = PosixFilePermission.values();
      for (int i = 0; i < leftToRight.length; i++) {
        if ((mode >> (leftToRight.length - 1 - i) & 1) == 1) {
          set.add(leftToRight[i]);
        }
      }
      return set;
    }
  }
}
