package io.ironpost.store.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A disk that can lose power before any step, or refuse any step, and after a power loss holds
/// what POSIX lets it hold: of contents what was synced and any pages of the rest, of names what
/// was synced and any of the later changes. A refused sync loses the pages for good and reports it
/// once, as Linux does.
final class SimulatedDisk implements SpoolFiles {
  /// The power went; nobody catches this.
  static final class PowerLoss extends Error {
    private static final long serialVersionUID = 1L;

    PowerLoss(String before) {
      super("before " + before, null, false, false);
    }
  }

  /// Small, so that a record spans several.
  private static final int PAGE = 32;

  record Write(long at, byte[] bytes) {}

  private static final class Inode {
    private byte[] now = {};
    private byte[] safe = {};
    private final List<Write> unsynced = new ArrayList<>();
  }

  /// A change of names: `inode` null takes the name away.
  record Renaming(Map<Path, @Nullable Inode> names) {}

  private final Map<Path, Inode> names = new TreeMap<>();
  private final Map<Path, Inode> safeNames = new HashMap<>();
  private final List<Renaming> unsyncedNames = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();
  private int crashBefore = Integer.MAX_VALUE;
  private int refuseFrom = Integer.MAX_VALUE;
  private int refuseUntil = Integer.MAX_VALUE;
  private Path unreadable = Path.of("nothing");
  private int unreadableAt;

  void crashBeforeStep(int step) {
    steps.clear();
    crashBefore = step;
  }

  void refuseSteps(int from, int until) {
    steps.clear();
    refuseFrom = from;
    refuseUntil = until;
  }

  /// The names of the steps since the last order.
  synchronized List<String> steps() {
    return List.copyOf(steps);
  }

  private void step(String name) throws IOException {
    int step = steps.size();
    steps.add(name);
    if (step >= crashBefore) {
      throw new PowerLoss(name);
    }
    if (step >= refuseFrom && step < refuseUntil) {
      throw new IOException("no space left on device: " + name);
    }
  }

  /// What is there once the power is back.
  SimulatedDisk afterPowerLoss(RandomGenerator random) {
    int mood = random.nextInt(4); // nothing, everything, or some of what was not synced
    Map<Path, Inode> left = new HashMap<>(safeNames);
    for (Renaming change : unsyncedNames) {
      if (keeps(mood, random)) {
        change.names().forEach((path, inode) -> set(left, path, inode));
      }
    }
    SimulatedDisk after = new SimulatedDisk();
    left.forEach((path, inode) -> {
      Inode kept = new Inode();
      kept.safe = contents(inode, mood, random);
      kept.now = kept.safe.clone();
      after.names.put(path, kept);
      after.safeNames.put(path, kept);
    });
    return after;
  }

  private static boolean keeps(int mood, RandomGenerator random) {
    return mood == 1 || (mood > 1 && random.nextBoolean());
  }

  private static byte[] contents(Inode inode, int mood, RandomGenerator random) {
    byte[] bytes = inode.safe.clone();
    for (Write write : inode.unsynced) {
      for (int from = 0; from < write.bytes().length; from += PAGE) {
        int to = Math.min(write.bytes().length, from + PAGE);
        if (keeps(mood, random)) {
          bytes = put(bytes, write.at() + from, Arrays.copyOfRange(write.bytes(), from, to));
        }
      }
    }
    return bytes;
  }

  private static byte[] put(byte[] into, long at, byte[] bytes) {
    byte[] all = Arrays.copyOf(into, Math.max(into.length, (int) at + bytes.length));
    System.arraycopy(bytes, 0, all, (int) at, bytes.length);
    return all;
  }

  private static void set(Map<Path, Inode> map, Path path, @Nullable Inode inode) {
    if (inode == null) {
      map.remove(path);
    } else {
      map.put(path, inode);
    }
  }

  private void change(Map<Path, @Nullable Inode> change) {
    change.forEach((path, inode) -> set(names, path, inode));
    unsyncedNames.add(new Renaming(change));
  }

  private Inode inode(Path file) throws IOException {
    Inode inode = names.get(file);
    if (inode == null) {
      throw new NoSuchFileException(file.toString());
    }
    return inode;
  }

  private Inode made(Path file) {
    Inode inode = new Inode();
    Map<Path, @Nullable Inode> change = new HashMap<>();
    change.put(file, inode);
    change(change);
    return inode;
  }

  private void syncInode(Inode inode, String name) throws IOException {
    try {
      step(name);
    } catch (IOException e) {
      inode.unsynced.clear(); // dropped; the cache still shows them
      throw e;
    }
    for (Write write : inode.unsynced) {
      inode.safe = put(inode.safe, write.at(), write.bytes());
    }
    inode.unsynced.clear();
  }

  @Override
  public synchronized byte[] read(Path file, int maxBytes) throws IOException {
    return inode(file).now.clone();
  }

  @Override
  public synchronized void append(Path file, byte[] bytes) throws IOException {
    step("append to " + file.getFileName());
    Inode inode = names.containsKey(file) ? inode(file) : made(file);
    write(inode, inode.now.length, bytes);
  }

  private void write(Inode inode, long at, byte[] bytes) {
    inode.now = put(inode.now, at, bytes);
    inode.unsynced.add(new Write(at, bytes));
  }

  @Override
  public synchronized void sync(Path fileOrFolder) throws IOException {
    if (names.containsKey(fileOrFolder)) {
      syncInode(inode(fileOrFolder), "sync of " + fileOrFolder.getFileName());
      return;
    }
    step("sync of the folder");
    safeNames.clear();
    safeNames.putAll(names);
    unsyncedNames.clear();
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    step("rename to " + to.getFileName());
    Map<Path, @Nullable Inode> change = new HashMap<>();
    change.put(to, inode(from));
    change.put(from, null);
    change(change);
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    if (names.containsKey(file)) {
      step("delete of " + file.getFileName());
      Map<Path, @Nullable Inode> change = new HashMap<>();
      change.put(file, null);
      change(change);
    }
  }

  @Override
  public void makeFolder(Path folder) {}

  @Override
  public synchronized List<String> list(Path folder) {
    return names.keySet().stream().map(path -> path.getFileName().toString()).sorted().toList();
  }

  @Override
  public synchronized SegmentFile create(Path file) throws IOException {
    step("create " + file.getFileName());
    if (names.containsKey(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    return new Open(made(file), file);
  }

  @Override
  public synchronized SegmentFile openToWrite(Path file) throws IOException {
    return new Open(inode(file), file);
  }

  @Override
  public SegmentFile openToRead(Path file) throws IOException {
    return openToWrite(file);
  }

  @Override
  public Closeable lock(Path folder) {
    return () -> {};
  }

  @Override
  public OptionalLong lockedBy(Path folder) {
    return OptionalLong.empty();
  }

  /// From now on the disk cannot read the page of a file that has this byte.
  synchronized void makeUnreadable(Path file, int at) {
    unreadable = file;
    unreadableAt = at;
  }

  private void refuseUnreadable(String name, long from, int count) throws IOException {
    boolean hit = unreadable.endsWith(name) && from <= unreadableAt && unreadableAt < from + count;
    if (hit) {
      throw new IOException("input/output error");
    }
  }

  private final class Open implements SegmentFile {
    private final Inode inode;
    private final String name;

    Open(Inode inode, Path file) {
      this.inode = inode;
      this.name = file.getFileName().toString();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      synchronized (SimulatedDisk.this) {
        refuseUnreadable(name, position, into.remaining());
        int left = inode.now.length - (int) position;
        if (left <= 0) {
          return -1;
        }
        int count = Math.min(left, into.remaining());
        into.put(inode.now, (int) position, count);
        return count;
      }
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      synchronized (SimulatedDisk.this) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        try {
          step("write to " + name);
        } catch (IOException | PowerLoss e) {
          // Cut short: some of it got there.
          SimulatedDisk.this.write(inode, position, Arrays.copyOf(bytes, bytes.length / 2));
          throw e;
        }
        SimulatedDisk.this.write(inode, position, bytes);
      }
    }

    @Override
    public void sync() throws IOException {
      synchronized (SimulatedDisk.this) {
        syncInode(inode, "sync of " + name);
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (SimulatedDisk.this) {
        step("truncate of " + name);
        if (size < inode.now.length) {
          // The length is of the journal and is safe in order; the safe contents go with it.
          inode.now = Arrays.copyOf(inode.now, (int) size);
          inode.safe = Arrays.copyOf(inode.safe, (int) Math.min(size, inode.safe.length));
          inode.unsynced.clear();
          if (inode.now.length > inode.safe.length) {
            int from = inode.safe.length;
            inode.unsynced.add(new Write(from, Arrays.copyOfRange(inode.now, from, (int) size)));
          }
        }
      }
    }

    @Override
    public long size() {
      synchronized (SimulatedDisk.this) {
        return inode.now.length;
      }
    }

    @Override
    public void close() {}
  }
}
