package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.MapType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/// A map in the kernel, held open. It is gone when it is closed here, no program uses it and it is
/// pinned nowhere.
///
/// Any thread may use it. What works on one entry allocates nothing and takes about as long as the
/// kernel needs; keys and values are copied, so segments of any kind and arrays serve. Numbers as
/// keys are for maps whose keys have four or eight bytes, and are in the machine's byte order, as
/// programs see them.
public final class BpfMap implements AutoCloseable {
  /// Values can be read and written as memory ([#memory]): `BPF_F_MMAPABLE`, arrays only, 5.5.
  public static final int MMAPABLE = 1 << 10;

  private final MapShape shape;
  private final Fd fd;
  private final MapElements elements;
  private final MapBatches batches;

  BpfMap(MapShape shape, Fd fd) {
    this.shape = shape;
    this.fd = fd;
    elements = new MapElements(fd, shape);
    batches = new MapBatches(shape, elements);
  }

  /// Makes a new, empty map.
  ///
  /// @throws KernelRefusedException with what is missing
  public static BpfMap create(MapSpec spec) {
    return MapCreation.create(spec);
  }

  /// Opens a pinned one and checks that it is of the wanted shape: a map that an older version left
  /// behind may not be.
  ///
  /// @throws WrongShapeException when it has another type or other sizes
  public static BpfMap openPinned(Path path, MapSpec wanted) {
    BpfMap map = openPinned(path);
    if (!map.shape.fits(MapShape.of(wanted))) {
      String found = map.shape.toString();
      map.close();
      throw new WrongShapeException(
          "%s holds map %s, not %s".formatted(path, found, MapShape.of(wanted)));
    }
    return map;
  }

  /// Opens whatever map is pinned there.
  public static BpfMap openPinned(Path path) {
    return MapCreation.opened(Pins.open(path, FdKind.MAP));
  }

  /// Opens the map of this number; empty when there is none (any more).
  public static Optional<BpfMap> byId(int id) {
    return KernelObjects.open(FdKind.MAP, id).map(MapCreation::opened);
  }

  public String name() {
    return shape.name();
  }

  public MapType type() {
    return shape.type();
  }

  public int keyBytes() {
    return shape.keyBytes();
  }

  /// What one look-up reads: of a per-CPU map the values of all CPUs, each rounded up to eight
  /// bytes.
  public int entryBytes() {
    return shape.entryBytes();
  }

  /// How far the values of two CPUs are apart within an entry of a per-CPU map.
  public int strideBytes() {
    return shape.strideBytes();
  }

  public int maxEntries() {
    return shape.maxEntries();
  }

  /// The descriptor's number, for use right now: it means another file after [#close].
  public int fd() {
    return fd.number();
  }

  public MapInfo info() {
    return elements.use(_ -> MapCreation.info(fd));
  }

  /// Copies the value of a key.
  ///
  /// @param value as long as [#entryBytes]
  /// @return whether there is such a key
  public boolean lookup(MemorySegment key, MemorySegment value) {
    return elements.lookup(key, value);
  }

  public boolean lookup(long key, MemorySegment value) {
    return elements.lookup(key, value);
  }

  public Optional<byte[]> lookup(byte[] key) {
    byte[] value = new byte[shape.entryBytes()];
    return lookup(MemorySegment.ofArray(key), MemorySegment.ofArray(value))
        ? Optional.of(value)
        : Optional.empty();
  }

  /// Reads a value of four bytes, unsigned, or of eight.
  public long lookup(long key, long otherwise) {
    return elements.number(key, otherwise);
  }

  /// The sum over all CPUs of the 64-bit counter that stands at an offset in the value; 0 when
  /// there is no such key. Without per-CPU values, that counter itself.
  public long sum(long key, int offset) {
    requireCounter(offset);
    return elements.sum(key, offset);
  }

  /// The sums over all CPUs of the 64-bit counters that the value begins with, in one look-up.
  ///
  /// @param sums filled, as many as it is long
  /// @return whether there is such a key
  public boolean sums(long key, long[] sums) {
    requireCounter((sums.length - 1) * Long.BYTES);
    return elements.sums(key, sums);
  }

  private void requireCounter(int offset) {
    if (offset < 0 || offset + Long.BYTES > shape.valueBytes()) {
      throw new WrongShapeException("no counter at byte %d of map %s".formatted(offset, shape));
    }
  }

  public void update(MemorySegment key, MemorySegment value) {
    elements.update(key, value, UpdateMode.ANY);
  }

  public void update(long key, MemorySegment value) {
    elements.update(key, value, UpdateMode.ANY);
  }

  /// @return whether it was done; not when the mode wanted it to be there, or not to be
  public boolean update(MemorySegment key, MemorySegment value, UpdateMode mode) {
    return elements.update(key, value, mode);
  }

  public void update(byte[] key, byte[] value) {
    update(MemorySegment.ofArray(key), MemorySegment.ofArray(value));
  }

  public void update(long key, long value) {
    elements.update(key, value, UpdateMode.ANY);
  }

  public boolean update(long key, long value, UpdateMode mode) {
    return elements.update(key, value, mode);
  }

  /// Puts a map into this map of maps, or in the place of another: programs see the one or the
  /// other whole. Returns when no program on any CPU uses the old one any more (synchronize_rcu),
  /// which took 7 to 40 ms: not for the way of a packet's verdict.
  public void update(MemorySegment key, BpfMap inner) {
    elements.update(key, inner.fd(), UpdateMode.ANY);
  }

  public void update(long key, BpfMap inner) {
    elements.update(key, inner.fd(), UpdateMode.ANY);
  }

  /// Puts a program where tail calls find it.
  public void update(long index, BpfProgram program) {
    elements.update(index, program.fd(), UpdateMode.ANY);
  }

  /// @return whether there was such a key
  public boolean delete(MemorySegment key) {
    return elements.delete(key);
  }

  public boolean delete(byte[] key) {
    return delete(MemorySegment.ofArray(key));
  }

  public boolean delete(long key) {
    return elements.delete(key);
  }

  /// Takes an entry out; of a queue or stack, with an empty key, the next one. In one step where
  /// the kernel can: hash maps from 5.14, LPM tries never.
  ///
  /// @return whether there was one
  public boolean take(MemorySegment key, MemorySegment value) {
    return elements.take(key, value);
  }

  /// Writes many entries in few calls.
  ///
  /// @param keys one behind the other
  /// @param values as many, each as long as [#entryBytes]
  /// @param count how many of them
  public void updateAll(MemorySegment keys, MemorySegment values, int count) {
    batches.update(keys, values, count);
  }

  /// Removes many entries in few calls.
  ///
  /// @return how many of the keys were there
  public int deleteAll(MemorySegment keys, int count) {
    return batches.delete(keys, count);
  }

  /// Shows each entry. Programs may write meanwhile: what is added or removed during it may be seen
  /// or not, and an entry may be seen twice.
  public void forEach(EntryVisitor visitor) {
    batches.forEach(visitor);
  }

  /// Takes all entries out and shows each; what programs add meanwhile may stay.
  public void drain(EntryVisitor visitor) {
    batches.drain(visitor);
  }

  /// The number of entries, by counting them. Every index of an array counts.
  public int count() {
    int[] count = {0};
    forEach((_, _) -> count[0]++);
    return count[0];
  }

  /// The values of an array made with [#MMAPABLE], as memory that programs write while it is read.
  /// Valid until the arena is closed, even when the map is closed before. Each value takes its size
  /// rounded up to eight bytes.
  public MemorySegment memory(Arena arena, boolean writable) {
    long bytes = (long) shape.strideBytes() * shape.maxEntries();
    return elements.use(_ -> SharedMemory.map("map " + shape, fd, 0, bytes, writable, arena));
  }

  /// From here on nobody but programs can write (5.2).
  public void freeze() {
    elements.use(_ -> MapCreation.freeze(fd, shape));
  }

  /// Gives it a name in a bpffs, which keeps it when this process ends.
  public void pin(Path path) {
    elements.use(number -> {
      Pins.pin(path, (int) number, "map " + shape.name());
      return path;
    });
  }

  @Override
  public void close() {
    elements.close();
  }

  @Override
  public String toString() {
    return "map " + shape;
  }
}
