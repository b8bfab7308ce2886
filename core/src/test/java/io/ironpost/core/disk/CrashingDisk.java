package io.ironpost.core.disk;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A disk that loses power before its n-th step, and then holds only what was synced: contents that
/// were synced under names that were synced, as POSIX allows and ext4 does at its worst.
final class CrashingDisk implements Disk {
  /// The power went.
  static final class Crash extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /// One file: what is written, and how much of it is safe.
  private static final class Inode {
    private byte[] bytes = {};
    private int safe;
  }

  private final Map<Path, Inode> names = new HashMap<>();
  private final Map<Path, Inode> safeNames = new HashMap<>();
  private int stepsLeft = Integer.MAX_VALUE;

  void crashBeforeStep(int step) {
    stepsLeft = step;
  }

  /// What is found after the power is back.
  Map<Path, byte[]> afterPowerLoss() {
    Map<Path, byte[]> found = new HashMap<>();
    safeNames.forEach((path, inode) -> found.put(path, Arrays.copyOf(inode.bytes, inode.safe)));
    return found;
  }

  private void step() throws Crash {
    if (stepsLeft-- <= 0) {
      throw new Crash();
    }
  }

  @Override
  public byte[] read(Path file, int maxBytes) throws IOException {
    step();
    Inode inode = names.get(file);
    if (inode == null) {
      throw new NoSuchFileException(file.toString());
    }
    return inode.bytes.clone();
  }

  @Override
  public void append(Path file, byte[] bytes) throws IOException {
    step();
    Inode inode = names.computeIfAbsent(file, _ -> new Inode());
    byte[] all = Arrays.copyOf(inode.bytes, inode.bytes.length + bytes.length);
    System.arraycopy(bytes, 0, all, inode.bytes.length, bytes.length);
    inode.bytes = all;
  }

  @Override
  public void sync(Path fileOrFolder) throws IOException {
    step();
    Inode inode = names.get(fileOrFolder);
    if (inode != null) {
      inode.safe = inode.bytes.length;
    } else {
      safeNames.clear();
      safeNames.putAll(names);
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step();
    Inode inode = names.remove(from);
    if (inode == null) {
      throw new NoSuchFileException(from.toString());
    }
    names.put(to, inode);
  }

  @Override
  public void delete(Path file) throws IOException {
    step();
    names.remove(file);
  }
}
