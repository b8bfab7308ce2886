package io.ironpost.alerts.sink.file;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lines at the end of a file.
///
/// A batch is noted ([Cursor]), written with one write and synced; then it counts as delivered.
/// When writing fails the file is cut back to where it was, and when that fails too both are closed
/// and brought together with the next delivery, as after a crash.
final class FileSink implements AlertSink {
  /// @param maxBytes a file is rotated before it grows beyond; one line alone may be longer
  /// @param keep rotated files that stay
  /// @param sync whether written means on the disk
  record Settings(Path file, long maxBytes, int keep, boolean daily, boolean sync) {}

  private final Settings settings;
  private final Tape.Opener opener;
  private final InstantSource clock;
  private @Nullable Open open;

  /// Of the last line in the file, UTC.
  private LocalDate day = LocalDate.EPOCH;

  /// The file with its note.
  private record Open(Tape tape, Cursor cursor) {}

  FileSink(Settings settings, Tape.Opener opener, InstantSource clock) {
    this.settings = settings;
    this.opener = opener;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return FileKind.WORD;
  }

  @Override
  public Delivery deliver(List<Message> messages) {
    try {
      Open now = opened();
      List<Message> fresh = unwritten(messages, now.cursor());
      if (!fresh.isEmpty()) {
        write(rotatedFor(now, fresh), fresh);
      }
      return new Delivery.Delivered();
    } catch (IOException e) {
      close();
      return new Delivery.TryAgain(0, settings.file() + ": " + reason(e), Duration.ZERO);
    }
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException f && f.getReason() == null
        ? f.getClass().getSimpleName()
        : String.valueOf(e.getMessage());
  }

  /// What was written before a crash and is offered again is left out.
  private static List<Message> unwritten(List<Message> messages, Cursor cursor) {
    Set<String> keys = new HashSet<>();
    List<Message> fresh = new ArrayList<>();
    for (Message message : messages) {
      String key = message.update().key();
      if (!cursor.knows(key) && keys.add(key)) {
        fresh.add(message);
      }
    }
    return fresh;
  }

  private void write(Open now, List<Message> messages) throws IOException {
    long start = now.tape().length();
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    List<Cursor.Entry> entries = new ArrayList<>();
    for (Message message : messages) {
      byte[] line = line(message.text());
      entries.add(Cursor.Entry.of(start + lines.size(), line, message.update().key()));
      lines.writeBytes(line);
    }
    now.cursor().note(entries);
    try {
      now.tape().append(lines.toByteArray());
      if (settings.sync()) {
        now.tape().sync();
      }
    } catch (IOException e) {
      now.tape().truncate(start);
      throw e;
    }
    now.cursor().written(entries);
  }

  private static byte[] line(byte[] text) {
    byte[] line = new byte[text.length + 1];
    System.arraycopy(text, 0, line, 0, text.length);
    line[text.length] = '\n';
    return line;
  }

  /// The open file; opened anew when others have moved it away (logrotate does).
  private Open opened() throws IOException {
    if (open != null && !open.tape().isInPlace()) {
      open.cursor().rotate();
      close();
    }
    if (open == null) {
      open = openBoth();
    }
    return open;
  }

  private Open openBoth() throws IOException {
    Tape tape = opener.open(settings.file());
    try {
      Cursor cursor = new Cursor(settings.file(), opener, settings.sync());
      try {
        cursor.settle(tape);
        day = date(tape.length() > 0 ? tape.lastWrite() : clock.instant());
        return new Open(tape, cursor);
      } catch (IOException e) {
        cursor.close();
        throw e;
      }
    } catch (IOException e) {
      tape.close();
      throw e;
    }
  }

  private Open rotatedFor(Open now, List<Message> messages) throws IOException {
    long more = messages.stream().mapToLong(message -> message.text().length + 1L).sum();
    long length = now.tape().length();
    boolean full = length > 0 && length + more > settings.maxBytes();
    LocalDate today = date(clock.instant());
    boolean yesterdays = settings.daily() && length > 0 && !today.equals(day);
    day = today;
    if (!full && !yesterdays) {
      return now;
    }
    rotate(now);
    Open fresh = openBoth();
    open = fresh;
    return fresh;
  }

  /// The keys are noted first, then the names move from the oldest on: a crash in between leaves a
  /// gap in the numbers and loses nothing.
  private void rotate(Open now) throws IOException {
    now.cursor().rotate();
    close();
    if (settings.keep() == 0) {
      opener.delete(settings.file());
      return;
    }
    opener.delete(numbered(settings.keep()));
    for (int n = settings.keep() - 1; n > 0; n--) {
      opener.rename(numbered(n), numbered(n + 1));
    }
    opener.rename(settings.file(), numbered(1));
  }

  private Path numbered(int n) {
    return settings.file().resolveSibling(settings.file().getFileName() + "." + n);
  }

  private static LocalDate date(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  @Override
  public void close() {
    Open closing = open;
    open = null;
    if (closing != null) {
      closeQuietly(closing.tape());
      closeQuietly(closing.cursor());
    }
  }

  /// What was delivered is synced already; a close that fails changes nothing.
  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception _) {
      // nothing left to do with it
    }
  }
}
