package io.ironpost.logs.tail;

import io.ironpost.core.ledger.Account;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One file that is being followed, and how far. Used by the collector's thread only.
///
/// It holds no bytes: a line without its end is read again once the end is there, from the page
/// cache. So a thousand files cost a thousand small objects, not a thousand buffers.
final class Tail {
  /// Why it is read.
  enum Role {
    /// A pattern names it.
    FOLLOWED,
    /// No pattern names it any more: renamed or deleted. Read until it is silent.
    LEAVING,
    /// A copy of a file that was truncated: its rest is what the truncation took away. Read to its
    /// end once; its place is kept under the key of that file.
    REST,
    /// A copy whose lines were read from the original: passed over.
    COPY
  }

  private final FileId id;
  private final String key;
  private final Account account;
  private Role role;

  /// Where the file is now; the bookmark has the name that it was first followed under.
  private Path place;

  private Bookmark mark;
  private @Nullable FileChannel channel;

  /// Up to here there is no line end after the bookmark.
  private long scanned;

  /// Read to the end of these first, so that lines come in their order.
  private @Nullable Tail before;

  private @Nullable Tail next;

  private long writtenMicros;
  private boolean queued;
  private boolean drained;
  private boolean removed;
  private boolean untold;
  private long lastReadNanos;

  Tail(FileId id, String key, Role role, Bookmark mark, Account account, long nowNanos) {
    this.id = id;
    this.key = key;
    this.role = role;
    this.place = mark.path();
    this.mark = mark;
    this.account = account;
    this.scanned = mark.offset();
    this.lastReadNanos = nowNanos;
  }

  FileId id() {
    return id;
  }

  /// Under which its position is kept.
  String key() {
    return key;
  }

  Role role() {
    return role;
  }

  Account account() {
    return account;
  }

  Bookmark mark() {
    return mark;
  }

  /// The name it was first followed under: what its lines are said to come from.
  Path path() {
    return mark.path();
  }

  Path place() {
    return place;
  }

  /// Notes its name. A file that was renamed counts as unread: its end must be seen again before
  /// the next of its name begins.
  void foundAt(Path now) {
    if (!place.equals(now)) {
      place = now;
      drained = false;
    }
  }

  long offset() {
    return mark.offset();
  }

  long scanned() {
    return scanned;
  }

  /// Bytes of a line that lacks its end.
  int held() {
    return (int) (scanned - mark.offset()); // at most a line's limit
  }

  /// Everything before `next` was handed on.
  void moveTo(Bookmark next) {
    mark = next;
    scanned = next.offset();
    drained = false;
  }

  /// There is no line end before `place`.
  void scannedTo(long place) {
    scanned = place;
    drained = false;
  }

  void know(Fingerprint longer) {
    mark = mark.knowing(longer);
  }

  void saw(long size) {
    mark = mark.seen(size);
  }

  /// Whether a new content is begun whose place nobody was told yet. Asked once: until the place is
  /// told, a restart would look for what came before it again.
  boolean takeUntold() {
    boolean was = untold;
    untold = false;
    return was;
  }

  void startAnew(long bornMicros) {
    untold = true;
    moveTo(Bookmark.beginning(mark.path(), bornMicros));
  }

  boolean isOpen() {
    return channel != null;
  }

  FileChannel channel() {
    return Objects.requireNonNull(channel); // asked for while open only
  }

  void open(FileChannel opened) {
    channel = opened;
  }

  void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }

  boolean isFresh() {
    return mark.print().length() == 0;
  }

  void leave(long nowNanos) {
    role = Role.LEAVING;
    drained = false;
    lastReadNanos = nowNanos;
  }

  void comeBack() {
    role = Role.FOLLOWED;
  }

  void becomeCopy() {
    role = Role.COPY;
  }

  /// Lets `other` be read to its end first; what it waits for, this waits for too.
  void waitFor(Tail other) {
    before = other;
    other.next = this;
  }

  boolean isWaiting() {
    return before != null;
  }

  /// Lets the one that waits for this begin.
  Optional<Tail> letNextBegin() {
    Tail waiting = next;
    next = null;
    if (waiting != null) {
      waiting.before = null;
    }
    return Optional.ofNullable(waiting);
  }

  /// Takes over this one's place in the order of reading, and stands before it.
  void standBefore(Tail tail) {
    if (tail.before != null) {
      waitFor(tail.before);
    }
    tail.waitFor(this);
  }

  /// What its name is of; empty when that is another file, or none.
  Optional<FileStat> stat() throws IOException {
    return FileStat.regular(place).filter(stat -> stat.id().equals(id));
  }

  /// Whether it changed since this was asked last. The size alone does not tell: what was truncated
  /// may have grown to the same.
  boolean isChanged(FileStat now) {
    boolean changed = now.size() != scanned || now.writtenMicros() != writtenMicros;
    writtenMicros = now.writtenMicros();
    return changed;
  }

  boolean isRemoved() {
    return removed;
  }

  void remove() {
    removed = true;
  }

  boolean isQueued() {
    return queued;
  }

  void queued(boolean now) {
    queued = now;
  }

  /// Whether its end was reached since something was read last.
  boolean isDrained() {
    return drained;
  }

  void drain() {
    drained = true;
  }

  void readAt(long nanos) {
    lastReadNanos = nanos;
  }

  long lastReadNanos() {
    return lastReadNanos;
  }
}
