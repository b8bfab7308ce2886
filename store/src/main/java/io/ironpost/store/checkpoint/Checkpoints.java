package io.ironpost.store.checkpoint;

import io.ironpost.core.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The checkpoint file, and the one before it beside it.
///
/// Writing takes the steps: write the new one under a name of its own, sync it, rename the newest
/// to `checkpoint.1`, rename the new one to `checkpoint`, sync the folder. A crash after any of
/// them leaves at least one whole checkpoint under a name that [#read] looks at.
public final class Checkpoints {
  private final Disk disk;
  private final Path folder;
  private final Path newest;
  private final Path previous;
  private final Path fresh;

  /// @param folder there already
  public Checkpoints(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
    this.newest = folder.resolve("checkpoint");
    this.previous = folder.resolve("checkpoint.1");
    this.fresh = folder.resolve(".checkpoint.new");
  }

  /// Keeps a checkpoint; the one before it stays until the next.
  ///
  /// @throws IllegalArgumentException when it is larger than a checkpoint may be
  public void write(Checkpoint checkpoint) throws IOException {
    byte[] bytes = CheckpointFormat.write(checkpoint);
    disk.delete(fresh);
    disk.append(fresh, bytes);
    disk.sync(fresh);
    keepPrevious();
    disk.rename(fresh, newest);
    disk.sync(folder);
  }

  private void keepPrevious() throws IOException {
    try {
      disk.rename(newest, previous);
    } catch (NoSuchFileException _) {
      // The first one, or a crash came between the two renames.
    }
  }

  /// The newest checkpoint that can be read.
  ///
  /// @throws IOException when the disk says neither that there is one nor that there is none
  public CheckpointReading read() throws IOException {
    Optional<byte[]> first = bytes(newest);
    Optional<byte[]> second = bytes(previous);
    if (first.isEmpty()) {
      // Between the two renames the newest one is the one before.
      return second
          .<CheckpointReading>map(Checkpoints::onlyPrevious)
          .orElse(new CheckpointReading.None());
    }
    try {
      return new CheckpointReading.Found(CheckpointFormat.read(first.get()));
    } catch (CheckpointFormat.Unreadable e) {
      return fallBack(newest + " cannot be used: " + e.getMessage(), second);
    }
  }

  private static CheckpointReading onlyPrevious(byte[] bytes) {
    try {
      return new CheckpointReading.Found(CheckpointFormat.read(bytes));
    } catch (CheckpointFormat.Unreadable e) {
      return new CheckpointReading.Lost("the only checkpoint cannot be used: " + e.getMessage());
    }
  }

  private static CheckpointReading fallBack(String why, Optional<byte[]> second) {
    if (second.isEmpty()) {
      return new CheckpointReading.Lost(why + ", and there is none before it");
    }
    try {
      return new CheckpointReading.FellBack(CheckpointFormat.read(second.get()), why);
    } catch (CheckpointFormat.Unreadable e) {
      return new CheckpointReading.Lost(why + "; nor can the one before it: " + e.getMessage());
    }
  }

  private Optional<byte[]> bytes(Path file) throws IOException {
    try {
      return Optional.of(disk.read(file, CheckpointFormat.MAX_BYTES));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }
}
