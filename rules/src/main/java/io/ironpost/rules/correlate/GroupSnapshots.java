package io.ironpost.rules.correlate;

import io.ironpost.rules.correlate.Episodes.Episode;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The groups of one correlation as bytes, stalest first, and back.
final class GroupSnapshots {
  private final Tracker tracker;

  private GroupSnapshots(Tracker tracker) {
    this.tracker = tracker;
  }

  static void write(Tracker tracker, SnapshotBytes out) throws IOException {
    List<Integer> order = new ArrayList<>();
    tracker.groups.forEach(order::add);
    out.writeInt(order.size());
    GroupSnapshots groups = new GroupSnapshots(tracker);
    for (int group : order) {
      groups.writeGroup(group, out);
    }
  }

  static void read(Tracker tracker, byte[] part) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(part));
    for (int rest = in.readInt(); rest > 0; rest--) {
      new GroupSnapshots(tracker).readGroup(in);
    }
    if (in.available() > 0) {
      throw new IOException("more bytes than groups");
    }
  }

  private void writeGroup(int group, SnapshotBytes out) throws IOException {
    byte[] key = tracker.groups.keys().key(group);
    out.writeInt(key.length);
    out.write(key);
    out.writeBoolean(tracker.groups.isProtected(group));
    out.writeLong(tracker.groups.newest(group));
    int size = tracker.rings.size(group);
    out.writeInt(size);
    for (int index = 0; index < size; index++) {
      out.writeLong(tracker.rings.time(group, index));
      tracker.measure.savePayload(tracker.rings.payload(group, index), out);
      out.writeInt(tracker.rings.weight(group, index));
      out.writeLong(tracker.rings.evidence(group, index));
    }
    tracker.measure.save(group, out);
    writeEpisodes(group, out);
  }

  private void readGroup(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > KeyBuffer.MAX_BYTES) {
      throw new IOException("a key of " + length + " bytes");
    }
    byte[] key = new byte[length];
    in.readFully(key);
    boolean isProtected = in.readBoolean();
    int group = tracker.reopen(key, in.readLong());
    if (isProtected) {
      tracker.groups.touch(group);
    }
    for (int rest = in.readInt(); rest > 0; rest--) {
      readEntry(group, in);
    }
    tracker.measure.load(group, in);
    readEpisodes(group, in);
  }

  private void readEntry(int group, DataInputStream in) throws IOException {
    long time = in.readLong();
    long payload = tracker.measure.loadPayload(group, in);
    tracker.putBack(group, time, payload, in.readInt(), in.readLong());
  }

  private void writeEpisodes(int group, SnapshotBytes out) {
    for (Episode at = tracker.episodes.newest(group); at != null; at = at.older) {
      out.writeBoolean(true);
      out.writeLong(at.id);
      out.writeLong(at.first);
      out.writeLong(at.last);
      out.writeLong(at.count);
      out.writeBoolean(at.open);
    }
    out.writeBoolean(false);
  }

  private void readEpisodes(int group, DataInputStream in) throws IOException {
    @Nullable Episode previous = null;
    while (in.readBoolean()) {
      long id = in.readLong();
      Episode episode =
          new Episode(id, in.readLong(), in.readLong(), in.readLong(), in.readBoolean());
      if (previous == null) {
        tracker.episodes.begin(group, episode);
      } else {
        previous.older = episode;
      }
      previous = episode;
    }
  }
}
