package io.ironpost.daemon.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The file that says which process is the daemon, and that there is only one.
///
/// It is locked for as long as the program lives: the kernel lets go of the lock however the
/// program ends, so a file that a crash left behind is known as such at once, whoever has its
/// number by now. A daemon that does not lock (the first Ironpost) is looked for by its number, its
/// name and the time it started.
///
/// The lock is of the process and goes with the first of its descriptors that is closed
/// (fcntl_locking(2)): nothing else in this program opens the file.
public final class PidFile implements AutoCloseable {
  /// A process that started this much later than the file was written is another one. File times
  /// and start times come from different clocks; the kernel's start times have a grain of 10 ms.
  private static final Duration CLOCK_GRAIN = Duration.ofSeconds(2);

  private static final int MAX_BYTES = 32;

  private final Optional<Held> held;

  private record Held(Path path, FileChannel channel, FileLock lock) {}

  private PidFile(Optional<Held> held) {
    this.held = held;
  }

  /// Where no file is wanted.
  public static PidFile none() {
    return new PidFile(Optional.empty());
  }

  /// Writes this process' number to the file and keeps the file until closed.
  ///
  /// @throws PidFileRefusedException when another Ironpost has it, or it cannot be written
  public static PidFile claim(Path path) {
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        // It may be the data folder, which holds lines of logs.
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
      }
      return lock(path);
    } catch (IOException e) {
      throw PidFileRefusedException.unwritable(path, said(e), e);
    }
  }

  private static PidFile lock(Path path) throws IOException {
    Instant written = writtenAt(path);
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      Optional<FileLock> lock = tryLock(channel);
      String there = read(channel);
      if (lock.isEmpty() || isOurKindAlive(there, written)) {
        throw PidFileRefusedException.running(path, there);
      }
      channel.truncate(0);
      channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
      return new PidFile(Optional.of(new Held(path, channel, lock.get())));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException _) {
      return Optional.empty(); // this very process has it
    }
  }

  private static Instant writtenAt(Path path) throws IOException {
    try {
      return Files.getLastModifiedTime(path).toInstant();
    } catch (NoSuchFileException _) {
      return Instant.EPOCH;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
    channel.read(bytes, 0);
    return StandardCharsets.US_ASCII.decode(bytes.flip()).toString().strip();
  }

  private static boolean isOurKindAlive(String number, Instant written) {
    try {
      long pid = Long.parseLong(number);
      return pid != ProcessHandle.current().pid()
          && ProcessHandle.of(pid)
              .filter(process -> startedBefore(process, written))
              .flatMap(process -> process.info().commandLine())
              .filter(line -> line.contains("ironpost"))
              .isPresent();
    } catch (NumberFormatException _) {
      return false; // empty, or whatever was written there by accident
    }
  }

  private static boolean startedBefore(ProcessHandle process, Instant written) {
    return process
        .info()
        .startInstant()
        .map(start -> !start.isAfter(written.plus(CLOCK_GRAIN)))
        .orElse(true);
  }

  /// Removes the file. A crash leaves it, which does no harm.
  @Override
  public void close() {
    held.ifPresent(PidFile::letGo);
  }

  private static void letGo(Held held) {
    try (FileChannel _ = held.channel()) {
      Files.deleteIfExists(held.path()); // while it is still ours
      held.lock().release();
    } catch (IOException _) {
      // the folder is gone or read-only by now; the file without a lock holds nobody back
    }
  }

  private static String said(IOException e) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
