package io.ironpost.response;

import io.ironpost.core.disk.Disk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Files in memory that can be full, fail in the middle of a write, or lose power: then there is
/// what was synced, and of what was not a part.
public final class FakeDisk implements Disk {
  private final Map<Path, byte[]> written = new HashMap<>();
  private final Map<Path, byte[]> safe = new HashMap<>();
  private int stepsLeft = Integer.MAX_VALUE;
  private boolean isFull;

  public synchronized void failAfter(int steps) {
    stepsLeft = steps;
  }

  public synchronized void full(boolean full) {
    isFull = full;
  }

  public synchronized byte[] bytes(Path file) {
    return written.getOrDefault(file, new byte[0]);
  }

  public synchronized void put(Path file, byte[] bytes) {
    written.put(file, bytes);
    safe.put(file, bytes);
  }

  public synchronized boolean has(Path file) {
    return written.containsKey(file);
  }

  /// @param part of what was written behind what is safe, in bytes
  public synchronized FakeDisk afterPowerLoss(int part) {
    FakeDisk after = new FakeDisk();
    safe.forEach((file, bytes) -> {
      byte[] all = written.getOrDefault(file, bytes);
      boolean grew =
          all.length > bytes.length && Arrays.equals(all, 0, bytes.length, bytes, 0, bytes.length);
      after.put(file, grew ? Arrays.copyOf(all, Math.min(all.length, bytes.length + part)) : bytes);
    });
    return after;
  }

  private void step() throws IOException {
    if (stepsLeft-- <= 0) {
      throw new IOException("power lost");
    }
  }

  @Override
  public synchronized byte[] read(Path file, int maxBytes) throws IOException {
    step();
    byte[] bytes = written.get(file);
    if (bytes == null) {
      throw new NoSuchFileException(file.toString());
    }
    return bytes.clone();
  }

  @Override
  public synchronized void append(Path file, byte[] bytes) throws IOException {
    step();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes(file));
    if (isFull) {
      all.write(bytes, 0, bytes.length / 2);
      written.put(file, all.toByteArray());
      throw new IOException("No space left on device");
    }
    all.write(bytes);
    written.put(file, all.toByteArray());
  }

  @Override
  public synchronized void sync(Path fileOrFolder) throws IOException {
    step();
    byte[] bytes = written.get(fileOrFolder);
    if (bytes != null) {
      safe.put(fileOrFolder, bytes);
    } else {
      safe.keySet().retainAll(written.keySet());
    }
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    step();
    byte[] bytes = written.remove(from);
    if (bytes == null) {
      throw new NoSuchFileException(from.toString());
    }
    written.put(to, bytes);
    byte[] kept = safe.remove(from);
    if (kept != null) {
      safe.put(to, kept);
    }
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    step();
    written.remove(file);
    safe.remove(file);
  }
}
