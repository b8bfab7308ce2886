package io.ironpost.response.journal;

import io.ironpost.core.disk.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The file of actions: a line for each change, the last one of an id holds.
///
/// Lines are added and synced together, many at a time. A write that fails leaves nobody knows what
/// behind, so the next one writes the whole file anew beside the old one ([Disk#replace]) from what
/// is in memory; the same is done at the start, which cuts off a torn tail, and when the file has
/// grown to twice what it must hold. For one thread.
public final class Journal {
  /// Below this a rewrite saves nothing.
  static final int LEAST_TO_COMPACT = 1 << 20;

  /// What is read at the start at most: 100,000 actions in force and as many ended, at 1 KB.
  private static final int MAX_BYTES = 256 << 20;

  /// A full disk is not asked every time.
  private static final long PAUSE_NANOS = 2_000_000_000L;

  private final Disk disk;
  private final Path file;
  private final LongSupplier nanoTime;
  private long size;
  private long compactAt;
  private boolean isWhole;
  private long failedAt;
  private volatile String trouble = "";

  public Journal(Disk disk, Path file, LongSupplier nanoTime) {
    this.disk = disk;
    this.file = file;
    this.nanoTime = nanoTime;
  }

  /// What was in the file.
  ///
  /// @param records the last state of each action, in the order of their last change
  /// @param damaged lines that could not be read
  /// @param trouble why there was nothing to read although there should be; empty when all is well
  public record Loaded(List<ActionRecord> records, long damaged, String trouble) {
    public Loaded {
      records = List.copyOf(records);
    }
  }

  /// Reads the file. One that cannot be read is put aside and begun anew: the response must work
  /// also when its memory is lost.
  public Loaded load() {
    isWhole = false;
    try {
      return parse(disk.read(file, MAX_BYTES));
    } catch (NoSuchFileException _) {
      return new Loaded(List.of(), 0, "");
    } catch (IOException e) {
      return new Loaded(List.of(), 0, putAside(e));
    }
  }

  private String putAside(IOException cause) {
    Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
    try {
      disk.rename(file, aside);
      return "the journal could not be read (%s) and is now %s".formatted(cause, aside);
    } catch (IOException e) {
      return "the journal could not be read (%s) nor put aside (%s)".formatted(cause, e);
    }
  }

  private static Loaded parse(byte[] bytes) {
    Map<String, ActionRecord> records = new LinkedHashMap<>();
    long damaged = 0;
    for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      Optional<ActionRecord> record = RecordLine.read(line);
      record.ifPresent(found -> {
        records.remove(found.id());
        records.put(found.id(), found);
      });
      damaged += record.isEmpty() && !line.isEmpty() ? 1 : 0;
    }
    return new Loaded(new ArrayList<>(records.values()), damaged, "");
  }

  /// Makes changes durable. What fails is tried again with the next call, and is in [#trouble]
  /// until then.
  ///
  /// @param changed since the last call
  /// @param all what the file must hold, asked for only when it is written anew
  /// @return whether everything up to now is safe
  public boolean write(List<ActionRecord> changed, Supplier<List<ActionRecord>> all) {
    long now = nanoTime.getAsLong();
    if (isWhole && changed.isEmpty()) {
      return true;
    }
    if (!trouble.isEmpty() && now - failedAt < PAUSE_NANOS) {
      isWhole = false;
      return false;
    }
    try {
      if (!isWhole || size > compactAt) {
        rewrite(all.get());
      } else {
        add(changed);
      }
      isWhole = true;
      trouble = "";
      return true;
    } catch (IOException e) {
      isWhole = false;
      failedAt = now;
      trouble = "the journal of actions cannot be written: " + e;
      return false;
    }
  }

  private void rewrite(List<ActionRecord> all) throws IOException {
    byte[] bytes = lines(all);
    disk.replace(file, bytes);
    size = bytes.length;
    compactAt = Math.max(LEAST_TO_COMPACT, 2 * size);
  }

  private void add(List<ActionRecord> changed) throws IOException {
    byte[] bytes = lines(changed);
    disk.append(file, bytes);
    disk.sync(file);
    size += bytes.length;
  }

  private static byte[] lines(List<ActionRecord> records) {
    StringBuilder lines = new StringBuilder();
    for (ActionRecord record : records) {
      lines.append(RecordLine.write(record)).append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /// Something changed that is not among the next changes: the file is to be written anew.
  public void distrust() {
    isWhole = false;
  }

  /// Why it is not durable now; empty when it is. From any thread.
  public String trouble() {
    return trouble;
  }
}
