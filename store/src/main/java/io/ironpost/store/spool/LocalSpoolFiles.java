package io.ironpost.store.spool;

import io.ironpost.core.disk.Disk;
import io.ironpost.core.disk.LocalDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// This machine's file systems.
final class LocalSpoolFiles implements SpoolFiles {
  /// The locks this process has. POSIX frees all locks of a process on a file when any descriptor
  /// of that file is closed (fcntl(2)), so a second attempt must not even open it.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private static final int MAX_PID_BYTES = 32;

  /// Alerts hold lines of logs that others may not read; the group is for those who may use the
  /// control socket, and with it `ironpost spool`.
  private static final FileAttribute<?> NOT_FOR_OTHERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

  private static final FileAttribute<?> FOLDER_NOT_FOR_OTHERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"));

  private final Disk disk = new LocalDisk();

  @Override
  public void makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder, FOLDER_NOT_FOR_OTHERS);
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public SegmentFile create(Path file) throws IOException {
    return new Local(
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            NOT_FOR_OTHERS));
  }

  @Override
  public SegmentFile openToWrite(Path file) throws IOException {
    return new Local(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  @Override
  public SegmentFile openToRead(Path file) throws IOException {
    return new Local(FileChannel.open(file, StandardOpenOption.READ));
  }

  @Override
  public Closeable lock(Path folder) throws IOException {
    Path real = folder.toRealPath();
    if (!HELD.add(real)) {
      throw SpoolRefusedException.inUse(real, "this process");
    }
    try {
      FileChannel channel = lockedByThisProcess(real);
      return () -> {
        channel.truncate(0); // nobody has it
        channel.close();
        HELD.remove(real);
      };
    } catch (IOException | RuntimeException e) {
      HELD.remove(real);
      throw e;
    }
  }

  @Override
  public OptionalLong lockedBy(Path folder) throws IOException {
    if (HELD.contains(folder.toRealPath())) {
      return OptionalLong.of(ProcessHandle.current().pid());
    }
    try {
      byte[] file = read(folder.resolve(SpoolFolder.LOCK_FILE), MAX_PID_BYTES);
      long pid = Long.parseLong(new String(file, StandardCharsets.US_ASCII).strip());
      return ProcessHandle.of(pid).isPresent() ? OptionalLong.of(pid) : OptionalLong.empty();
    } catch (NoSuchFileException | NumberFormatException _) {
      return OptionalLong.empty();
    }
  }

  private static FileChannel lockedByThisProcess(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(SpoolFolder.LOCK_FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        throw SpoolRefusedException.inUse(folder, owner(channel));
      }
      String pid = ProcessHandle.current().pid() + "\n";
      channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(MAX_PID_BYTES);
    channel.read(pid, 0);
    String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).strip();
    return text.isEmpty() ? "another process" : "process " + text;
  }

  @Override
  public byte[] read(Path file, int maxBytes) throws IOException {
    return disk.read(file, maxBytes);
  }

  @Override
  public void append(Path file, byte[] bytes) throws IOException {
    disk.append(file, bytes);
  }

  @Override
  public void sync(Path fileOrFolder) throws IOException {
    disk.sync(fileOrFolder);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(file);
  }

  /// A file of this machine.
  private record Local(FileChannel channel) implements SegmentFile {
    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return channel.read(into, position);
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      long at = position;
      while (from.hasRemaining()) {
        at += channel.write(from, at);
      }
    }

    @Override
    public void sync() throws IOException {
      channel.force(false); // fdatasync(2): the length is made safe too, times of access are not
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
