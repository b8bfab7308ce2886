package io.ironpost.rules.judge;

import io.ironpost.rules.correlate.Correlator;
import io.ironpost.rules.correlate.CorruptSnapshotException;
import io.ironpost.rules.correlate.SnapshotBytes;
import io.ironpost.rules.judge.RecentLines.Kept;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// The state of a live judge as bytes, and back: the windows, and the lines that they would show.
///
/// Layout: magic, version, the length of the windows' part and that part; the reference of the next
/// line, the lists of entity names and the sources that lines point to, the lines; a CRC-32C of it
/// all. References go on where they were, so one that was not kept leads to no line, never to
/// another.
final class JudgeSnapshot {
  /// Of lines, the newest first: as many as 10,000 groups show, and a checkpoint of a second's
  /// growth stays a small file.
  static final int MAX_LINE_BYTES = 4 << 20;

  private static final int MAGIC = 0x49504a53; // IPJS
  private static final int VERSION = 1;

  /// What `writeUTF` can take of any text.
  private static final int MAX_TEXT_CHARS = 16_384;

  private final Correlator correlator;
  private final RecentLines recent;

  JudgeSnapshot(Correlator correlator, RecentLines recent) {
    this.correlator = correlator;
    this.recent = recent;
  }

  byte[] write() {
    SnapshotBytes out = new SnapshotBytes();
    try {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      byte[] windows = correlator.snapshot();
      out.writeInt(windows.length);
      out.write(windows);
      writeLines(shown(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return out.signed();
  }

  private static long checksum(byte[] snapshot, int length) {
    CRC32C crc = new CRC32C();
    crc.update(snapshot, 0, length);
    return crc.getValue();
  }

  /// The lines that windows would show, oldest first.
  private Deque<Kept> shown() {
    BitSet wanted = new BitSet(RecentLines.MAX_LINES);
    long oldest = Math.max(0, recent.next() - RecentLines.MAX_LINES);
    correlator.tellEvidence(reference -> {
      if (reference >= oldest && reference < recent.next()) {
        wanted.set((int) (reference - oldest));
      }
    });
    Deque<Kept> shown = new ArrayDeque<>();
    int bytes = 0;
    for (int at = wanted.length() - 1; at >= 0; at = wanted.previousSetBit(at - 1)) {
      Kept line = recent.kept(oldest + at).orElse(null);
      if (line != null && bytes + line.end() <= MAX_LINE_BYTES) {
        bytes += line.end();
        shown.addFirst(line);
      }
    }
    return shown;
  }

  /// A rule's list of entity names is one object, so lists are told apart as objects: hashing 16
  /// names for every line would be most of the work.
  private void writeLines(Deque<Kept> lines, SnapshotBytes out) throws IOException {
    IdentityHashMap<String[], Integer> nameLists = new IdentityHashMap<>();
    Map<String, Integer> sourceNumbers = new HashMap<>();
    List<String[]> names = new ArrayList<>();
    List<String[]> sources = new ArrayList<>();
    for (Kept line : lines) {
      if (nameLists.putIfAbsent(line.entityNames(), names.size()) == null) {
        names.add(line.entityNames());
      }
      if (sourceNumbers.putIfAbsent(line.source(), sources.size()) == null) {
        sources.add(new String[] {line.source()});
      }
    }
    out.writeLong(recent.next());
    writeLists(names, out);
    writeLists(sources, out);
    out.writeInt(lines.size());
    for (Kept line : lines) {
      out.writeLong(line.reference());
      out.writeInt(sourceNumbers.getOrDefault(line.source(), 0));
      out.writeLong(line.number());
      out.writeLong(line.offset());
      out.writeInt(nameLists.getOrDefault(line.entityNames(), 0));
      out.writeInt(line.length());
      out.writeInt(line.end());
      out.write(line.room(), 0, line.end());
    }
  }

  private static void writeLists(List<String[]> lists, SnapshotBytes out) throws IOException {
    out.writeInt(lists.size());
    for (String[] list : lists) {
      out.writeInt(list.length);
      for (String text : list) {
        out.writeUTF(text.length() <= MAX_TEXT_CHARS ? text : text.substring(0, MAX_TEXT_CHARS));
      }
    }
  }

  /// Fills the correlator and the lines, which were empty.
  ///
  /// @return how many correlations found their windows
  /// @throws CorruptSnapshotException when the bytes are no snapshot; both are empty then
  int read(byte[] snapshot) {
    try {
      int length = snapshot.length - Long.BYTES;
      if (length < 3 * Integer.BYTES
          || ByteBuffer.wrap(snapshot).getLong(length) != checksum(snapshot, length)) {
        throw new IOException("truncated, or its checksum is wrong");
      }
      return read(new DataInputStream(new ByteArrayInputStream(snapshot, 0, length)));
    } catch (IOException | RuntimeException e) {
      correlator.startAnew();
      recent.beginAt(0);
      throw e instanceof CorruptSnapshotException corrupt
          ? corrupt
          : new CorruptSnapshotException(e.toString());
    }
  }

  private int read(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC || in.readInt() != VERSION) {
      throw new IOException("not a snapshot of this version");
    }
    byte[] windows = in.readNBytes(atMost(in.readInt(), in));
    readLines(in);
    return correlator.restore(windows);
  }

  private void readLines(DataInputStream in) throws IOException {
    long next = in.readLong();
    recent.beginAt(next);
    List<String[]> names = readLists(in);
    List<String[]> sources = readLists(in);
    for (int rest = atMost(in.readInt(), in); rest > 0; rest--) {
      Kept line = readLine(in, sources, names);
      if (line.reference() >= next
          || line.reference() < Math.max(0, next - RecentLines.MAX_LINES)) {
        throw new IOException("a line that nothing could refer to");
      }
      recent.putBack(line);
    }
  }

  private static Kept readLine(DataInputStream in, List<String[]> sources, List<String[]> names)
      throws IOException {
    long reference = in.readLong();
    String source = sources.get(in.readInt())[0];
    long number = in.readLong();
    long offset = in.readLong();
    String[] entityNames = names.get(in.readInt());
    int length = in.readInt();
    int end = atMost(in.readInt(), in);
    if (length < 0 || length > end) {
      throw new IOException("a line of " + length + " bytes in " + end);
    }
    return new Kept(
        reference, source, number, offset, entityNames, in.readNBytes(end), length, end);
  }

  private static List<String[]> readLists(DataInputStream in) throws IOException {
    List<String[]> lists = new ArrayList<>();
    for (int rest = atMost(in.readInt(), in); rest > 0; rest--) {
      String[] list = new String[atMost(in.readInt(), in)];
      for (int i = 0; i < list.length; i++) {
        list[i] = in.readUTF();
      }
      lists.add(list);
    }
    return lists;
  }

  /// A count of things that take a byte at least.
  private static int atMost(int count, DataInputStream in) throws IOException {
    if (count < 0 || count > in.available()) {
      throw new IOException(count + " in " + in.available() + " bytes");
    }
    return count;
  }
}
