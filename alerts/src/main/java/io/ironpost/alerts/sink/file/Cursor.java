package io.ironpost.alerts.sink.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/// What was written last, kept beside the file as `.<name>.cursor`.
///
/// A batch is noted here *before* it is written: each line's key, place and CRC. So after a crash
/// the file itself says how far the batch came: a noted line that stands there whole was written,
/// any other was not. This holds for every format, also those whose lines do not carry the key.
///
/// One entry is one line, `start end crc key`; `0 0 0 key` once its file was rotated away.
final class Cursor implements AutoCloseable {
  /// The courier offers again what it had not noted itself: a batch, or a few. Ten of the largest.
  static final int REMEMBERED = 1_000;

  /// The note is written anew when it has this many entries: some 300 KB.
  private static final int MAX_ENTRIES = 4_000;

  /// Far above what [#MAX_ENTRIES] need: what is larger is no note of ours.
  private static final long MAX_NOTE_BYTES = 16 << 20;

  record Entry(long start, long end, String crc, String key) {
    static Entry of(long start, byte[] line, String key) {
      return new Entry(start, start + line.length, crc(line), key);
    }

    private boolean isRotated() {
      return end == 0;
    }

    private boolean isWhole(Tape alerts) throws IOException {
      return isRotated() || (end <= alerts.length() && crc(alerts.read(start, end)).equals(crc));
    }

    private Entry rotated() {
      return new Entry(0, 0, "0", key);
    }

    private String line() {
      return start + " " + end + " " + crc + " " + key + "\n";
    }

    private static Optional<Entry> read(String line) {
      String[] parts = line.split(" ", 4);
      try {
        long start = Long.parseLong(parts[0]);
        long end = parts.length == 4 ? Long.parseLong(parts[1]) : -1;
        boolean possible = start >= 0 && end >= start && end - start < Integer.MAX_VALUE;
        return possible ? Optional.of(new Entry(start, end, parts[2], parts[3])) : Optional.empty();
      } catch (NumberFormatException _) {
        return Optional.empty();
      }
    }

    private static String crc(byte[] bytes) {
      CRC32C crc = new CRC32C();
      crc.update(bytes);
      return Long.toHexString(crc.getValue());
    }
  }

  private final Tape.Opener opener;
  private final Path file;
  private final boolean sync;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Set<String> keys = new HashSet<>();
  private Tape note;
  private int noted;

  Cursor(Path alerts, Tape.Opener opener, boolean sync) throws IOException {
    this.opener = opener;
    this.sync = sync;
    this.file = alerts.resolveSibling("." + alerts.getFileName() + ".cursor");
    this.note = opener.open(file);
  }

  /// Brings file and note together after a start: what is torn is cut off, what is noted and does
  /// not stand there is forgotten.
  void settle(Tape alerts) throws IOException {
    LineEnd.trim(note);
    List<Entry> told = note.length() > MAX_NOTE_BYTES ? List.of() : readNote();
    noted = told.size();
    if (told.isEmpty()) {
      LineEnd.complete(alerts);
      return;
    }
    long lost = -1;
    for (Entry entry : told) {
      if (entry.isWhole(alerts)) {
        remember(entry);
        lost = -1;
      } else if (lost < 0) {
        lost = entry.start();
      }
    }
    cutZeros(alerts, lost);
    LineEnd.trim(alerts);
  }

  /// A power cut can leave a file that is long enough and holds zeros where data did not reach the
  /// disk; a zero never stands in a line of ours.
  private static void cutZeros(Tape alerts, long from) throws IOException {
    long length = alerts.length();
    if (from < 0 || length <= from || length - from > MAX_NOTE_BYTES) {
      return;
    }
    for (byte b : alerts.read(from, length)) {
      if (b == 0) {
        alerts.truncate(from);
        return;
      }
    }
  }

  private List<Entry> readNote() throws IOException {
    String text = new String(note.read(0, note.length()), StandardCharsets.UTF_8);
    return text.lines().map(Entry::read).flatMap(Optional::stream).toList();
  }

  /// Whether a message of this key was written among the last.
  boolean knows(String key) {
    return keys.contains(key);
  }

  /// Notes a batch that is about to be written.
  void note(List<Entry> batch) throws IOException {
    if (noted + batch.size() > MAX_ENTRIES) {
      writeAnew();
    }
    note.append(text(batch));
    if (sync) {
      note.sync();
    }
    noted += batch.size();
  }

  /// The batch that was noted last stands in the file.
  void written(List<Entry> batch) {
    batch.forEach(this::remember);
  }

  /// The file is about to get another name: its places mean nothing any more, its keys do.
  void rotate() throws IOException {
    List<Entry> kept = entries.stream().map(Entry::rotated).toList();
    entries.clear();
    entries.addAll(kept);
    writeAnew();
  }

  private void remember(Entry entry) {
    if (!keys.add(entry.key())) {
      return;
    }
    entries.addLast(entry);
    if (entries.size() > REMEMBERED) {
      keys.remove(entries.removeFirst().key());
    }
  }

  /// After a crash there is the old note or the new one, whole.
  private void writeAnew() throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    opener.delete(fresh);
    try (Tape made = opener.open(fresh)) {
      made.append(text(List.copyOf(entries)));
      made.sync();
    }
    opener.rename(fresh, file);
    note.close();
    note = opener.open(file);
    noted = entries.size();
  }

  private static byte[] text(List<Entry> some) {
    StringBuilder text = new StringBuilder();
    some.forEach(entry -> text.append(entry.line()));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    note.close();
  }
}
