package io.ironpost.rules.correlate;

import io.ironpost.rules.model.CorrelationRule;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// Windows as bytes, and back.
///
/// Layout: magic, version, number of correlations; of each its id, the hash of its definition, the
/// length of its part, and the part ([GroupSnapshots]); a CRC-32C of it all. What a correlation
/// measures is computed anew from its entries. A rule that was edited has another hash, and its
/// part is skipped.
final class Snapshots {
  private static final int MAGIC = 0x49504357; // IPCW
  private static final int VERSION = 1;

  private final List<Tracker> trackers;

  Snapshots(List<Tracker> trackers) {
    this.trackers = trackers;
  }

  byte[] write() {
    SnapshotBytes out = new SnapshotBytes();
    try {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      out.writeInt(trackers.size());
      for (Tracker tracker : trackers) {
        out.writeUTF(shortId(tracker));
        out.writeLong(tracker.definition());
        int lengthAt = out.size();
        out.writeInt(0);
        GroupSnapshots.write(tracker, out);
        out.setInt(lengthAt, out.size() - lengthAt - Integer.BYTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return out.signed();
  }

  /// Fills empty trackers; when it throws they hold no sense and must be thrown away.
  int read(byte[] snapshot) {
    try {
      return readParts(parts(snapshot));
    } catch (IOException | RuntimeException e) {
      throw new CorruptSnapshotException(e);
    }
  }

  private int readParts(Map<String, Part> parts) throws IOException {
    int found = 0;
    for (Tracker tracker : trackers) {
      Part part = parts.get(shortId(tracker));
      if (part != null && part.definition == tracker.definition()) {
        GroupSnapshots.read(tracker, part.bytes);
        found++;
      }
    }
    return found;
  }

  private static Map<String, Part> parts(byte[] snapshot) throws IOException {
    int length = snapshot.length - Long.BYTES;
    if (length < 3 * Integer.BYTES
        || ByteBuffer.wrap(snapshot).getLong(length) != checksum(snapshot, length)) {
      throw new IOException("truncated, or its checksum is wrong");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot, 0, length));
    if (in.readInt() != MAGIC || in.readInt() != VERSION) {
      throw new IOException("not a snapshot of this version");
    }
    Map<String, Part> parts = new HashMap<>();
    for (int rest = in.readInt(); rest > 0; rest--) {
      String id = in.readUTF();
      long definition = in.readLong();
      int size = in.readInt();
      if (size < 0 || size > in.available()) {
        throw new IOException("a part of " + size + " bytes");
      }
      parts.put(id, new Part(definition, in.readNBytes(size)));
    }
    return parts;
  }

  /// Puts the right checksum at the end.
  static void sign(byte[] snapshot) {
    int length = snapshot.length - Long.BYTES;
    ByteBuffer.wrap(snapshot).putLong(length, checksum(snapshot, length));
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }

  /// Long enough for any id, short enough for `writeUTF`.
  private static String shortId(Tracker tracker) {
    String id = tracker.rule.header().id();
    return id.length() <= 1_000 ? id : id.substring(0, 1_000);
  }

  /// Changes when what the rule counts changes; its title may change freely.
  static long definition(CorrelationRule rule, Ticks ticks) {
    Map<String, Map<String, String>> aliases = new TreeMap<>();
    rule.aliases().forEach((alias, byRule) -> aliases.put(alias, new TreeMap<>(byRule)));
    String text =
        List.of(
                rule.type(),
                rule.rules(),
                rule.groupBy(),
                rule.timespan(),
                rule.condition(),
                aliases,
                ticks)
            .toString();
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(sha.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private record Part(long definition, byte[] bytes) {}
}
