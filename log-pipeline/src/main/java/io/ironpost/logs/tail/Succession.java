package io.ironpost.logs.tail;

import io.ironpost.core.ledger.Account;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.logs.tail.Tail.Role;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/// Finds what rotation made of a file, so that the rest of it is read before what follows.
///
/// A renamed file is found by its inode number beside its old name; what a truncation took away, in
/// the copy that was made before (`copytruncate` of logrotate(8)), by how that begins; files
/// rotated between two looks, by their names and their age. What is found nowhere is counted.
final class Succession {
  private final TailReader reader;
  private final Roster roster;
  private final Marks marks;

  Succession(TailReader reader, Roster roster, Marks marks) {
    this.reader = reader;
    this.roster = roster;
    this.marks = marks;
  }

  /// Goes on with a file that is not under its name any more and not open.
  void takeUp(Marks.Mark mark, long now) throws IOException, InterruptedException {
    FileId id = mark.id();
    Bookmark place = mark.bookmark();
    if (isUnmounted(place.path(), id)) {
      marks.keep(id, place);
      return;
    }
    if (isRenumbered(mark)) {
      return;
    }
    Optional<Walk.Found> moved = Siblings.renamed(place.path(), id, place.print());
    if (moved.isPresent()) {
      takeUpMoved(moved.get(), place, now);
    } else if (!restIsRead(mark, now)) {
      reader.tell(place.path().toString(), id.key(), "");
      lost(place);
    }
  }

  /// Whether the file's whole file system is away: then so is every file on it, and none is gone.
  private static boolean isUnmounted(Path path, FileId id) throws IOException {
    for (Path at = path.getParent(); at != null; at = at.getParent()) {
      Optional<FileStat> stat = FileStat.of(at);
      if (stat.isPresent()) {
        return stat.get().id().device() != id.device();
      }
    }
    return false;
  }

  /// Whether the file is where it was and its file system has another number since the last boot;
  /// it is then taken up under that.
  private boolean isRenumbered(Marks.Mark mark) throws IOException, InterruptedException {
    Bookmark place = mark.bookmark();
    Optional<FileStat> now = FileStat.regular(place.path());
    if (now.isEmpty() || now.get().id().inode() != mark.id().inode()) {
      return false;
    }
    try (FileChannel file = FileChannel.open(place.path())) {
      if (!place.print().matches(file)) {
        return false;
      }
    }
    marks.keep(now.get().id(), place);
    reader.tell(place.path().toString(), mark.id().key(), "");
    return true;
  }

  private void takeUpMoved(Walk.Found moved, Bookmark place, long now)
      throws IOException, InterruptedException {
    FileId id = moved.stat().id();
    Optional<FileChannel> file = OpenFiles.open(moved.path(), id);
    if (file.isEmpty()) {
      marks.keep(id, place); // renamed again: the next look will tell
      return;
    }
    Tail tail = roster.tail(id, Role.LEAVING, place, now);
    tail.foundAt(moved.path());
    roster.add(tail, file.get());
    reader.tellPlace(tail);
  }

  /// Takes in the files that were made and rotated away since a file that is gone from its name was
  /// made: nobody ever saw them under that name.
  void takeUpYounger(Bookmark gone, Walk walk, long now) throws InterruptedException {
    if (gone.bornMicros() == Bookmark.UNKNOWN) {
      return;
    }
    for (Walk.Found found : Siblings.youngerThan(gone.path(), gone.bornMicros())) {
      FileId id = found.stat().id();
      boolean before = found.stat().bornMicros() <= walk.bornAt(gone.path());
      if (before && !roster.isKnown(id) && !walk.files().containsKey(id) && !marks.has(id)) {
        takeUpUnseen(gone, found, now);
      }
    }
  }

  /// The same, when a file appears under a name: others may have had it since the last that was
  /// seen there, while it was of none.
  void takeUpBetween(Path path, Walk walk, long now) throws InterruptedException {
    Optional<Bookmark> last = roster.lastOf(path);
    if (last.isPresent()) {
      takeUpYounger(last.get(), walk, now);
    }
  }

  private void takeUpUnseen(Bookmark gone, Walk.Found found, long now) throws InterruptedException {
    try {
      Optional<FileChannel> file = OpenFiles.open(found.path(), found.stat().id());
      if (file.isEmpty()) {
        return;
      }
      if (!Beginning.isText(file.get()) || isCopyOf(gone, file.get())) {
        file.get().close();
        return;
      }
      Tail tail = unseen(gone.path(), found, file.get(), now);
      roster.add(tail, file.get());
      reader.tellPlace(tail);
    } catch (IOException _) {
      roster.account(gone.path()).received(1);
      roster.account(gone.path()).dropped(DropReason.UNREADABLE, 1);
    }
  }

  private static boolean isCopyOf(Bookmark original, FileChannel file) throws IOException {
    return original.print().isFull() && original.print().matches(file);
  }

  /// The content that `tail` was in is gone: truncated, or the inode number is another file's. Its
  /// rest is read first where it is found.
  void replaced(Tail tail, long now) throws IOException, InterruptedException {
    tail.saw(tail.scanned());
    switch (tail.role()) {
      case REST -> {
        lost(tail.mark());
        restEnded(tail);
      }
      case COPY -> tail.startAnew(Bookmark.UNKNOWN);
      case FOLLOWED, LEAVING -> {
        if (tail.isFresh() || !tail.mark().print().matches(tail.channel())) {
          readAnew(tail, now);
        } else {
          lost(tail.mark());
          tail.moveTo(tail.mark().cutTo(tail.channel().size()));
        }
        roster.wake(tail);
      }
    }
  }

  private void readAnew(Tail tail, long now) throws IOException, InterruptedException {
    Bookmark mark = tail.mark();
    Optional<Walk.Found> copy = Siblings.copy(mark.path(), mark, tail.id());
    // What comes now is younger than the copy; without one, nothing is known of what came between.
    tail.startAnew(copy.map(found -> found.stat().bornMicros()).orElse(Bookmark.UNKNOWN));
    if (copy.isEmpty()) {
      lost(mark);
      return;
    }
    Optional<FileChannel> file = rest(copy.get(), mark);
    if (file.isPresent()) {
      Tail rest = roster.rest(copy.get().stat().id(), tail.id(), mark, now);
      roster.addRest(rest, file.get(), tail);
    }
    readUnseen(tail, now);
  }

  /// Reads the copies of contents that came and were truncated away between two looks, before what
  /// is in the file now. To be asked when the first bytes of a content are there.
  void readUnseen(Tail tail, long now) throws IOException, InterruptedException {
    Bookmark mark = tail.mark();
    if (mark.bornMicros() == Bookmark.UNKNOWN) {
      return;
    }
    for (Walk.Found found : Siblings.youngerThan(mark.path(), mark.bornMicros() + 1)) {
      if (roster.isKnown(found.stat().id())) {
        tail.startAnew(found.stat().bornMicros()); // read, or being read: never again
      } else {
        readUnseen(tail, found, now);
      }
    }
  }

  private void readUnseen(Tail tail, Walk.Found copy, long now)
      throws IOException, InterruptedException {
    Optional<FileChannel> file = OpenFiles.open(copy.path(), copy.stat().id());
    if (file.isEmpty()) {
      return;
    }
    // Asked after the copy was listed: a copy of what is in the file still is left alone, since
    // that
    // is read there.
    Fingerprint current = Fingerprint.of(tail.channel());
    boolean sameAsNow = current.length() > 0 && current.matches(file.get());
    if (sameAsNow || !Beginning.isText(file.get())) {
      file.get().close();
      return;
    }
    roster.copyFound(copy.stat().id(), Fingerprint.of(file.get()));
    Tail unseen = unseen(tail.path(), copy, file.get(), now);
    roster.addBefore(unseen, file.get(), tail);
    reader.tellPlace(unseen);
    tail.startAnew(copy.stat().bornMicros());
  }

  /// Its place is to be told at once: what follows it is known from then on, and a restart would
  /// not look for what came before that.
  private Tail unseen(Path log, Walk.Found found, FileChannel file, long now) throws IOException {
    Bookmark start =
        Bookmark.beginning(log, found.stat().bornMicros()).knowing(Fingerprint.of(file));
    Tail tail = roster.tail(found.stat().id(), Role.LEAVING, start, now);
    tail.foundAt(found.path());
    return tail;
  }

  /// The same for a file that is gone altogether.
  private boolean restIsRead(Marks.Mark mark, long now) throws IOException, InterruptedException {
    Bookmark place = mark.bookmark();
    Optional<Walk.Found> copy = Siblings.copy(place.path(), place, mark.id());
    if (copy.isEmpty()) {
      return false;
    }
    Optional<FileChannel> file = rest(copy.get(), place);
    if (file.isPresent()) {
      roster.addRest(roster.rest(copy.get().stat().id(), mark.id(), place, now), file.get());
    } else {
      reader.tell(place.path().toString(), mark.id().key(), "");
    }
    return true;
  }

  /// The copy, opened, unless all of it was read from the original.
  private Optional<FileChannel> rest(Walk.Found copy, Bookmark mark) throws IOException {
    Optional<FileChannel> file = OpenFiles.open(copy.path(), copy.stat().id());
    if (file.isPresent()) {
      roster.copyFound(copy.stat().id(), Fingerprint.of(file.get()));
      if (file.get().size() <= mark.offset()) {
        file.get().close();
        return Optional.empty();
      }
    }
    return file;
  }

  /// Counts what is known to be lost. How many lines it had nobody knows: it is one loss.
  void lost(Bookmark mark) throws InterruptedException {
    TailReader.leaveWhenInterrupted();
    if (mark.seen() > mark.offset()) {
      Account account = roster.account(mark.path());
      account.received(1);
      account.dropped(DropReason.ROTATED_AWAY, 1);
    }
  }

  /// All of a copy was read; the truncated file goes on under its key, unless it is gone.
  void restEnded(Tail rest) throws IOException, InterruptedException {
    reader.finish(rest);
    roster.remove(rest);
    boolean goesOn = roster.tails().stream().anyMatch(tail -> tail.key().equals(rest.key()));
    if (!goesOn) {
      reader.tell(rest.path().toString(), rest.key(), "");
    }
  }

  /// A file that no pattern names is silent for good.
  void leavingEnded(Tail tail) throws IOException, InterruptedException {
    if (tail.isDrained()) {
      reader.finish(tail);
    } else {
      lost(tail.mark());
    }
    roster.remove(tail);
    if (isUnmounted(tail.path(), tail.id())) {
      marks.keep(tail.id(), tail.mark());
    } else {
      reader.tell(tail.path().toString(), tail.key(), "");
    }
  }
}
